// SPDX-License-Identifier: Apache-2.0
package org.sockscope.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sockscope.Kind;
import org.sockscope.Query;
import org.sockscope.Status;
import org.sockscope.UnsupportedKindException;
import org.sockscope.spi.Protocol;
import org.sockscope.spi.SocketRequest;

class QueryPlanTest {
  private static final Set<Kind> EVERYTHING = EnumSet.allOf(Kind.class);

  private static SocketRequest request(Query query) {
    return QueryPlan.of(query, EVERYTHING).request();
  }

  @Test
  void asksForAWholeMachineUnlessToldOtherwise() {
    assertEquals(
        new SocketRequest(
            Set.of(Protocol.TCP4, Protocol.TCP6, Protocol.UDP4, Protocol.UDP6),
            OptionalLong.empty(),
            Set.of(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            false,
            false),
        request(Query.of(Kind.INET)));
  }

  @Test
  void asksTheSystemForNoMoreThanTheQueryDoes() {
    assertEquals(
        new SocketRequest(
            Set.of(Protocol.TCP4),
            OptionalLong.of(42),
            Set.of(Status.LISTEN),
            OptionalInt.of(80),
            OptionalInt.of(90),
            true,
            true),
        request(
            Query.of(Kind.TCP4)
                .process(42)
                .status(Status.LISTEN)
                .localPort(80)
                .remotePort(90)
                .anyHolder()
                .unbound(true)));
  }

  @Test
  void asksForCloseToFindBound() {
    assertEquals(
        Set.of(Status.BOUND, Status.CLOSE),
        request(Query.of(Kind.TCP).status(Status.BOUND)).statuses());
    assertEquals(Set.of(Status.CLOSE), request(Query.of(Kind.TCP).status(Status.CLOSE)).statuses());
  }

  @Test
  void allIsWhatTheSystemCanList() {
    Set<Kind> ipv4 = EnumSet.of(Kind.INET4, Kind.TCP4, Kind.UDP4, Kind.ALL);
    assertEquals(
        Set.of(Protocol.TCP4, Protocol.UDP4),
        QueryPlan.of(Query.of(Kind.ALL), ipv4).request().protocols());
    Set<Kind> noUnix = EnumSet.complementOf(EnumSet.of(Kind.UNIX));
    assertEquals(
        EnumSet.complementOf(EnumSet.of(Protocol.UNIX)),
        QueryPlan.of(Query.of(Kind.ALL), noUnix).request().protocols());
  }

  @Test
  void aKindThatTheSystemLacksIsRefusedWithWhatItHas() {
    UnsupportedKindException refusal =
        assertThrows(
            UnsupportedKindException.class,
            () -> QueryPlan.of(Query.of(Kind.UNIX), EnumSet.of(Kind.ALL, Kind.UDP, Kind.TCP)));
    assertEquals(Kind.UNIX, refusal.kind());
    assertEquals(
        "this system can't list sockets of kind unix; it lists tcp, udp, all",
        refusal.getMessage());
  }
}
