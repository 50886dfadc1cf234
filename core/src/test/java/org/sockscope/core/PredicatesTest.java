// SPDX-License-Identifier: Apache-2.0
package org.sockscope.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sockscope.PidKind;
import org.sockscope.SocketType;
import org.sockscope.Status;
import org.sockscope.spi.Ownership;
import org.sockscope.spi.Protocol;

/** A predicate holds whether the system knew of it or not. */
class PredicatesTest extends AnsweredRows {
  @Test
  void leavesUnboundSocketsOutUnlessAskedForThem() {
    RowFacts[] unbound = {
      RowFacts.tcp4(Status.CLOSE),
      RowFacts.tcp6(Status.CLOSE).local("::1", 80),
      RowFacts.tcp4(Status.IDLE),
      RowFacts.tcp4(Status.BOUND).local("10.0.0.1", 80),
      RowFacts.udp4(),
      RowFacts.udp6().remote("::1", 53),
    };
    assertEquals(List.of(), rows(ALL, unbound));
    assertEquals(
        List.of(Status.CLOSE, Status.BOUND, Status.IDLE, Status.BOUND, Status.NONE, Status.NONE),
        rows(UNBOUND_TOO, unbound).stream().map(row -> row.connection().status()).toList());
  }

  @Test
  void listsWhatIsNotUnboundWithoutBeingAsked() {
    RowFacts closedAfterConnecting =
        RowFacts.tcp4(Status.CLOSE).local("10.0.0.1", 80).remote("10.0.0.2", 90);
    assertEquals(Status.CLOSE, rows(ALL, closedAfterConnecting).get(0).connection().status());
    assertEquals(1, rows(ALL, RowFacts.udp4().local("10.0.0.1", 53)).size());
    assertEquals(1, rows(ALL, RowFacts.unix(SocketType.SOCK_DGRAM)).size());
    assertEquals(1, rows(ALL, RowFacts.tcp4(Status.SYN_SENT).remote("10.0.0.2", 90)).size());
  }

  @Test
  void filtersByStatusWhateverTheSystemAnswers() {
    RowFacts[] facts = {
      RowFacts.tcp4(Status.LISTEN).local("10.0.0.1", 80),
      RowFacts.ordinary(Protocol.TCP6),
      RowFacts.ordinary(Protocol.UDP4),
      RowFacts.unix(SocketType.SOCK_STREAM),
      RowFacts.tcp4(Status.CLOSE).local("10.0.0.1", 81),
    };
    assertEquals(List.of(connection(facts[0])), connections(ALL.status(Status.LISTEN), facts));
    assertEquals(
        List.of(connection(facts[0]), connection(facts[1])),
        connections(ALL.status(Status.LISTEN, Status.ESTABLISHED), facts));
    assertEquals(
        List.of(connection(facts[2]), connection(facts[3])),
        connections(ALL.status(Status.NONE), facts));
    assertEquals(List.of(), connections(ALL.status(Status.BOUND), facts));
    assertEquals(
        List.of(connection(facts[4])), connections(UNBOUND_TOO.status(Status.BOUND), facts));
    assertEquals(List.of(), connections(UNBOUND_TOO.status(Status.CLOSE), facts));
    RowFacts neverBound = RowFacts.tcp4(Status.CLOSE);
    assertEquals(List.of(), connections(UNBOUND_TOO.status(Status.BOUND), neverBound));
    assertEquals(1, connections(UNBOUND_TOO.status(Status.CLOSE), neverBound).size());
  }

  @Test
  void filtersByPortsWhateverTheSystemAnswers() {
    RowFacts[] facts = {
      RowFacts.tcp4(Status.ESTABLISHED).local("10.0.0.1", 80).remote("10.0.0.2", 90),
      RowFacts.tcp4(Status.ESTABLISHED).local("10.0.0.1", 90).remote("10.0.0.2", 80),
      RowFacts.udp6().local("::1", 80).remote("::1", 91),
      RowFacts.unix(SocketType.SOCK_STREAM),
    };
    assertEquals(
        List.of(connection(facts[0]), connection(facts[2])), connections(ALL.localPort(80), facts));
    assertEquals(List.of(connection(facts[1])), connections(ALL.remotePort(80), facts));
    assertEquals(
        List.of(connection(facts[2])), connections(ALL.localPort(80).remotePort(91), facts));
  }

  @Test
  void filtersByProcessWhateverTheSystemAnswers() {
    RowFacts[] facts = {
      RowFacts.ordinary(Protocol.TCP4).holder(PidKind.HOLDER, 1, 3),
      RowFacts.ordinary(Protocol.TCP4).holder(PidKind.HOLDER, 2, 3),
      RowFacts.ordinary(Protocol.TCP4).holder(PidKind.HOLDER, 2, 3).ownership(Ownership.CHANGED),
    };
    assertEquals(List.of(connection(facts[1])), connections(ALL.process(2), facts));
  }
}
