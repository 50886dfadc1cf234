// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockscope.Connection;
import org.sockscope.Kind;
import org.sockscope.MissingPid;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.Snapshot;
import org.sockscope.SystemCallException;
import org.sockscope.contract.Scenario;

/** Who holds a socket, where processes and sockets change during the query, or may not be read. */
class ScriptedHoldersTest extends LinuxQueries {
  /** As of scenarios/socket-changes-hands: every process can be read. */
  private Snapshot changing() {
    return machine(
        """
        process 100 receiver
        process 200 sender
        tcp4 10 127.0.0.1 8001 0.0.0.0 0 inode=1001 cookie=1
        tcp4 10 127.0.0.1 8002 0.0.0.0 0 inode=1002 cookie=2
        tcp4 10 127.0.0.1 8003 0.0.0.0 0 inode=1003 cookie=3
        round
        process 100 receiver
        process 200 sender
        fd 100 9 socket:[1001]
        tcp4 10 127.0.0.1 8001 0.0.0.0 0 inode=1001 cookie=1
        tcp4 10 127.0.0.1 8003 0.0.0.0 0 inode=1003 cookie=3
        """);
  }

  @Test
  void oneThatGotASocketMeanwhileIsFoundByTheSecondLook() {
    Row row = rowOfPort(changing(), 8001);

    assertEquals(100, row.connection().pid());
    assertEquals(9, row.connection().fd());
    assertEquals(Optional.of("receiver"), row.processName());
  }

  @Test
  void aSocketThatWasClosedMeanwhileIsGone() {
    Row row = rowOfPort(changing(), 8002);

    assertEquals(-1, row.connection().pid());
    assertEquals(-1, row.connection().fd());
    assertEquals(Optional.of(MissingPid.GONE), row.missingPid());
  }

  @Test
  void aSocketInFlightHasNone() {
    Snapshot snapshot = changing();

    assertEquals(Optional.of(MissingPid.NONE), rowOfPort(snapshot, 8003).missingPid());
    assertTrue(snapshot.complete());
  }

  @Test
  void oneThatMayNotBeReadHidesItsSockets() {
    Snapshot snapshot =
        machine(
            SERVER
                + """
                process 300 other
                fault openat 300/fd EACCES
                tcp4 10 127.0.0.1 8081 0.0.0.0 0 inode=1002 uid=8 cookie=2
                """);
    Row row = rowOfPort(snapshot, 8081);

    assertEquals(-1, row.connection().pid());
    assertEquals(Optional.of(MissingPid.HIDDEN), row.missingPid());
    assertEquals(OptionalLong.of(8), row.uid());
    assertEquals(Set.of(300L), snapshot.unreadable());
    assertFalse(snapshot.complete());
    assertIsServer(rowOfPort(snapshot, 8080));
  }

  @Test
  void aKernelThreadHidesNothing() {
    Snapshot snapshot =
        machine(
            """
            process 2 kthreadd
            kernel-thread 2
            fault openat 2/fd EACCES
            tcp4 10 127.0.0.1 8081 0.0.0.0 0 inode=1002 cookie=2
            """);

    assertEquals(Optional.of(MissingPid.NONE), only(snapshot.rows()).missingPid());
    assertTrue(snapshot.complete());
  }

  @Test
  void oneThatEndsDuringTheWalkIsPassedOver() {
    Snapshot snapshot =
        machine(
            SERVER
                + """
                process 101 gone-at-once
                fault openat 101 ENOENT
                process 102 gone-later
                fault getdents64 102/fd ESRCH
                """);

    assertIsServer(only(snapshot.rows()));
    assertTrue(snapshot.complete());
  }

  @ParameterizedTest
  @ValueSource(strings = {"openat 100", "openat 100/fd", "socket -"})
  void aLackOfDescriptorsIsNoShorterList(String call) {
    SystemCallException failure = machineFailure(SERVER + "fault " + call + " EMFILE\n");

    assertEquals(EMFILE, failure.code());
  }

  @Test
  void aLackOfDescriptorsHidesNoUnboundSocket() {
    String unbound =
        """
        process 100 server
        fd 100 3 socket:[1001]
        protocol 100 3 TCP
        """;
    Query query = Query.of(Kind.TCP).unbound(true);
    Scenario.write(unbound);
    assertEquals(1, scope.snapshot(query).rows().size());
    Scenario.write(unbound + "round\n" + unbound + "fault openat 100/fd EMFILE\n");

    assertEquals(
        EMFILE, assertThrows(SystemCallException.class, () -> scope.snapshot(query)).code());
  }

  @Test
  void aSocketOfTwoProcessesAndTwoDescriptorsIsARowOfEach() {
    List<Connection> rows =
        machine(
                SERVER
                    + """
                    fd 100 4 socket:[1001]
                    process 101 child
                    fd 101 3 socket:[1001]
                    """)
            .connections();

    assertEquals(3, rows.size());
    assertEquals(3, new HashSet<>(rows).size(), rows::toString);
  }
}
