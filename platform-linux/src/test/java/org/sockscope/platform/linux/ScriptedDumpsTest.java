// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockscope.Connection;
import org.sockscope.InetEndpoint;
import org.sockscope.Kind;
import org.sockscope.MissingPid;
import org.sockscope.Row;
import org.sockscope.Snapshot;
import org.sockscope.Status;
import org.sockscope.SystemCallException;
import org.sockscope.contract.Scenario;

/** What a program sees of the kernel's dumps that are broken, lost, missing or large. */
class ScriptedDumpsTest extends LinuxQueries {
  @Test
  void oneThatWasInterruptedOnceIsReadAgain() {
    Snapshot snapshot =
        machine(
            """
            process 100 server
            fd 100 3 socket:[1001]
            tcp4 10 127.0.0.1 9999 0.0.0.0 0 inode=999 cookie=9
            interrupted tcp4
            round
            """
                + SERVER);

    assertIsServer(only(snapshot.rows()));
    assertTrue(snapshot.complete());
  }

  @Test
  void oneThatIsAlwaysInterruptedIsNotComplete() {
    Snapshot snapshot = machine(SERVER + "interrupted tcp4\n");

    assertIsServer(only(snapshot.rows()));
    assertFalse(snapshot.complete());
    assertEquals(0, snapshot.lost());
    assertEquals(Set.of(), snapshot.unreadable());
  }

  @Test
  void oneWhoseMessagesAreAlwaysLostIsNotComplete() {
    assertFalse(machine(SERVER + "lost udp6\n").complete());
  }

  @Test
  void aMessageWithoutRoomForASocketMakesItIncomplete() {
    Snapshot snapshot = machine(SERVER + "short tcp4\n");

    assertIsServer(only(snapshot.rows()));
    assertFalse(snapshot.complete());
    assertEquals(1, snapshot.lost());
  }

  @Test
  void aMessageThatLiesAboutItsLengthIsAnException() {
    SystemCallException failure = machineFailure(SERVER + "lying tcp4\n");

    assertEquals("sock_diag of TCP (kernel module tcp_diag)", failure.call());
    assertEquals(EBADMSG, failure.code());
    assertEquals(OptionalLong.empty(), failure.pid());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp4", "tcp6", "udp4", "udp6", "unix"})
  void oneWhoseModuleIsMissingIsReadAsText(String table) {
    Snapshot snapshot = machine(SERVER + "error " + table + " ENOENT\n");

    assertEquals(1, snapshot.rows().size());
    assertEquals("sock_diag, procfs", snapshot.method());
    assertTrue(snapshot.complete());
  }

  @ParameterizedTest
  @CsvSource({
    "tcp4, IPv4 TCP, tcp_diag",
    "udp4, IPv4 UDP, udp_diag",
    "unix, UNIX sockets, unix_diag"
  })
  void oneThatIsMissingBothWaysNamesItsModule(String table, String sockets, String module) {
    SystemCallException failure =
        machineFailure(SERVER + "error " + table + " ENOENT\nno-text " + table + "\n");

    assertEquals(ENOENT, failure.code());
    assertTrue(failure.getMessage().contains(sockets), failure::getMessage);
    assertTrue(failure.getMessage().contains("kernel module " + module), failure::getMessage);
  }

  @Test
  void oneThatBreaksOffIsAnException() {
    assertEquals(EIO, machineFailure(SERVER + "ends-with udp4 EIO\n").code());
  }

  @Test
  void oneThatIsNotNeededMayBeRefused() {
    Scenario.write(SERVER + "error udp4 ENOENT\n");

    assertEquals(1, scope.connections(Kind.TCP).size());
  }

  @Test
  void stateWithoutANameIsKept() {
    Row row =
        rowOfPort(
            machine(SERVER + "tcp4 31 127.0.0.1 8081 127.0.0.1 5 inode=1002 cookie=2\n"), 8081);

    assertEquals(Status.NONE, row.connection().status());
    assertEquals(Optional.of("31"), row.nativeState());
  }

  @Test
  void aConnectionRequestHasItsNativeState() {
    Row row = rowOfPort(machine(SERVER + "tcp4 12 127.0.0.1 8081 127.0.0.1 5 cookie=2\n"), 8081);

    assertEquals(Status.SYN_RECV, row.connection().status());
    assertEquals(Optional.of("TCP_NEW_SYN_RECV"), row.nativeState());
    assertEquals(Optional.of(MissingPid.NONE), row.missingPid());
  }

  @Test
  void aSocketThatWasListedTwiceIsOneRow() {
    assertIsServer(
        onlyRow(SERVER + "tcp4 10 127.0.0.1 8080 0.0.0.0 0 inode=1001 uid=7 cookie=1\n"));
  }

  @Test
  void theSubflowsOfAnMptcpSocketAreRowsOfItsHolder() {
    List<Connection> rows =
        machine(
                """
                process 100 server
                fd 100 3 socket:[1001]
                tcp4 1 10.0.0.1 443 10.0.0.2 5000 inode=1001 cookie=1
                tcp4 1 10.0.1.1 444 10.0.1.2 5001 inode=1001 cookie=2
                """)
            .connections();

    assertEquals(2, new HashSet<>(rows).size(), rows::toString);
    for (Connection row : rows) {
      assertEquals(100, row.pid());
      assertEquals(3, row.fd());
    }
  }

  @Test
  void fiveThousandSocketsAreFiveThousandRows() {
    StringBuilder scenario = new StringBuilder("process 100 server\n");
    for (int i = 1; i <= 5000; i++) {
      scenario.append("fd 100 %d socket:[%d]\n".formatted(i, 10_000 + i));
      scenario.append(
          "tcp4 1 127.0.0.1 %d 127.0.0.1 9 inode=%d cookie=%d\n"
              .formatted(10_000 + i, 10_000 + i, i));
    }
    Snapshot snapshot = machine(scenario.toString());
    Set<Integer> fds = new HashSet<>();
    for (Connection row : snapshot.connections()) {
      assertEquals(row.fd() + 10_000, ((InetEndpoint) row.laddr()).port());
      fds.add(row.fd());
    }

    assertEquals(5000, fds.size());
    assertEquals(5000, snapshot.rows().size());
    assertTrue(snapshot.complete());
  }
}
