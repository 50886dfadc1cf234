// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockscope.AddressFamily;
import org.sockscope.Connection;
import org.sockscope.InetEndpoint;
import org.sockscope.Kind;
import org.sockscope.NoEndpoint;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.Snapshot;
import org.sockscope.SocketType;
import org.sockscope.Status;
import org.sockscope.SystemCallException;
import org.sockscope.UnsupportedKindException;
import org.sockscope.contract.Scenario;
import org.sockscope.contract.scripted.ScriptedQueries;

/** What a program sees of the tables of iphlpapi, as no Windows shows them on demand. */
class ScriptedTablesTest extends ScriptedQueries {
  /** A process with one listener, on port 8080. */
  private static final String SERVER =
      """
      process 100 server.exe
      tcp4 2 127.0.0.1 8080 0.0.0.0 0 pid=100
      """;

  /** A socket in each table. */
  private static final String ONE_OF_EACH =
      SERVER
          + """
          tcp6 2 ::1 8081 :: 0 pid=100
          udp4 127.0.0.1 8082 pid=100
          udp6 ::1 8083 pid=100
          """;

  /** By winerror.h and ntstatus.h. */
  private static final int ERROR_ACCESS_DENIED = 5;

  private static final int ERROR_NOT_ENOUGH_MEMORY = 8;
  private static final int ERROR_INVALID_DATA = 13;
  private static final int ERROR_INSUFFICIENT_BUFFER = 122;
  private static final int STATUS_UNSUCCESSFUL = 0xC0000001;

  ScriptedTablesTest() {
    super("Windows 11", Query.of(Kind.ALL));
  }

  private List<Connection> connections(String scenario) {
    Snapshot snapshot = machine(scenario);
    assertTrue(snapshot.complete());
    assertEquals("iphlpapi", snapshot.method());
    return snapshot.connections();
  }

  private static InetEndpoint inet4(int address, int port) {
    return InetEndpoint.of(AddressFamily.AF_INET, 0, address, port);
  }

  @Nested
  class Kinds {
    @Test
    void unixIsNoneThatIsSupported() {
      Scenario.write(ONE_OF_EACH);

      assertThrows(UnsupportedKindException.class, () -> scope.connections(Kind.UNIX));
      assertThrows(UnsupportedKindException.class, () -> scope.process(100).connections(Kind.UNIX));
      assertEquals(EnumSet.complementOf(EnumSet.of(Kind.UNIX)), scope.supportedKinds());
    }

    @Test
    void allIsAllOfTheOthers() {
      assertEquals(4, connections(ONE_OF_EACH).size());
      assertEquals(
          new HashSet<>(scope.connections(Kind.INET)), new HashSet<>(scope.connections(Kind.ALL)));
    }

    @ParameterizedTest
    @CsvSource({
      "TCP4, AF_INET, SOCK_STREAM, 8080",
      "TCP6, AF_INET6, SOCK_STREAM, 8081",
      "UDP4, AF_INET, SOCK_DGRAM, 8082",
      "UDP6, AF_INET6, SOCK_DGRAM, 8083"
    })
    void eachTableIsAKind(Kind kind, AddressFamily family, SocketType type, int port) {
      Scenario.write(ONE_OF_EACH);
      Connection connection = only(scope.connections(kind));

      assertEquals(family, connection.family());
      assertEquals(type, connection.type());
      assertEquals(port, ((InetEndpoint) connection.laddr()).port());
      assertEquals(NoEndpoint.INSTANCE, connection.raddr());
      assertEquals(-1, connection.fd());
    }

    @ParameterizedTest
    @EnumSource(
        value = Kind.class,
        names = {"TCP4", "TCP6", "UDP4", "UDP6"})
    void tablesThatAreNotNeededAreNotAskedFor(Kind kind) {
      StringBuilder scenario = new StringBuilder(ONE_OF_EACH);
      for (Kind other : List.of(Kind.TCP4, Kind.TCP6, Kind.UDP4, Kind.UDP6)) {
        if (other != kind) {
          scenario.append("answers %s 5\n".formatted(other.name().toLowerCase(Locale.ROOT)));
        }
      }
      Scenario.write(scenario.toString());

      assertEquals(1, scope.connections(kind).size());
    }
  }

  @Nested
  class Sizes {
    @Test
    void emptyTablesAreAnEmptyList() {
      assertEquals(List.of(), connections("process 100 server.exe\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp4", "tcp6", "udp4", "udp6"})
    void aHundredThousandRowsAreAHundredThousand(String table) {
      List<Connection> rows =
          connections("process 100 server.exe\nmany %s 100000 100\n".formatted(table));

      assertEquals(100_000, rows.size());
      assertTrue(rows.stream().allMatch(row -> row.pid() == 100 && row.fd() == -1));
    }

    @Test
    void rowsOfALargeTableAreNotMixedUp() {
      StringBuilder scenario = new StringBuilder("process 100 server.exe\n");
      for (int port = 1; port <= 20_000; port++) {
        scenario.append("tcp4 5 10.0.0.1 %d 10.0.0.2 %d pid=100\n".formatted(port, 65_535 - port));
      }
      Set<Integer> ports = new HashSet<>();
      for (Connection row : connections(scenario.toString())) {
        int port = ((InetEndpoint) row.laddr()).port();
        assertEquals(inet4(0x0A000002, 65_535 - port), row.raddr());
        ports.add(port);
      }

      assertEquals(20_000, ports.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp4", "tcp6", "udp4", "udp6"})
    void aTableThatGrowsBetweenTheCallsIsReadAgain(String table) {
      // By more than the slack, twice.
      assertEquals(
          1 + 2 * 40, connections("many %s 1 100\ngrows %s 40 2\n".formatted(table, table)).size());
    }

    @Test
    void aTableThatGrowsFasterThanItIsReadIsAnException() {
      SystemCallException failure = machineFailure("grows udp4 1000\n");

      assertEquals("GetExtendedUdpTable", failure.call());
      assertEquals(ERROR_INSUFFICIENT_BUFFER, failure.code());
      assertEquals("The data area passed to a system call is too small", failure.text());
    }

    @ParameterizedTest
    @CsvSource({"tcp4, 3", "tcp6, 4294967295", "udp4, 2147483648", "udp6, 7"})
    void aTableThatClaimsMoreRowsThanItHasRoomForIsAnException(String table, String count) {
      assertEquals(
          ERROR_INVALID_DATA, machineFailure("claims %s %s\n".formatted(table, count)).code());
    }
  }

  @Nested
  class Failures {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "0xC0000001",
          "0xC0000001 0xC0000001",
          "- 0xC0000001 0xC0000001",
          "- 122",
          "0xC0000001 - 122"
        })
    void thoseThatPassAreTriedAgain(String answers) {
      Connection row = only(connections(SERVER + "answers tcp4 " + answers + "\n"));

      assertEquals(inet4(0x7F000001, 8080), row.laddr());
      assertEquals(100, row.pid());
    }

    @ParameterizedTest
    @CsvSource({
      "tcp4, GetExtendedTcpTable",
      "tcp6, GetExtendedTcpTable",
      "udp4, GetExtendedUdpTable",
      "udp6, GetExtendedUdpTable"
    })
    void threeInARowAreAnException(String table, String call) {
      SystemCallException failure =
          machineFailure(
              ONE_OF_EACH + "answers %s - 0xC0000001 0xC0000001 0xC0000001\n".formatted(table));

      assertEquals(call, failure.call());
      assertEquals(STATUS_UNSUCCESSFUL, failure.code());
      assertEquals("{Operation Failed} The requested operation was unsuccessful", failure.text());
      assertEquals(4, connections(ONE_OF_EACH).size());
    }

    @Test
    void anyOtherIsAnExceptionAtOnce() {
      SystemCallException failure = machineFailure(SERVER + "answers udp6 - 5\n");

      assertEquals("GetExtendedUdpTable", failure.call());
      assertEquals(ERROR_ACCESS_DENIED, failure.code());
      assertEquals("Access is denied", failure.text());
      assertEquals(OptionalLong.empty(), failure.pid());
    }

    @Test
    void oneWithoutATextIsToldByItsNumber() {
      assertEquals("error 0xC000009A", machineFailure("answers tcp4 0xC000009A\n").text());
    }

    @Test
    void withoutIpv6ThereAreTheRowsOfIpv4() {
      assertEquals(1, connections(SERVER + "answers tcp6 50\nanswers udp6 50\n").size());
    }

    @Test
    void whereverMemoryRunsOutTheQueryFailsAndTheNextOneWorks() {
      int allocations = 0;
      while (runsOut(++allocations)) {
        assertEquals(4, connections(ONE_OF_EACH).size());
      }

      assertTrue(allocations > 5, "there were few allocations to fail");
    }

    private boolean runsOut(int allocation) {
      Scenario.write(ONE_OF_EACH + "memory " + allocation + "\n");
      try {
        assertEquals(4, scope.connections(Kind.ALL).size());
        return false;
      } catch (SystemCallException e) {
        assertEquals(ERROR_NOT_ENOUGH_MEMORY, e.code());
        return true;
      }
    }
  }

  @Nested
  class Fields {
    @Test
    void whatIsAboveAPortIsNoneOfIt() {
      Connection row =
          only(connections("tcp4 5 10.0.0.1 8080 10.0.0.2 65535 pid=100 garbage=65535\n"));

      assertEquals(inet4(0x0A000001, 8080), row.laddr());
      assertEquals(inet4(0x0A000002, 65_535), row.raddr());
    }

    @Test
    void scopesAreDropped() {
      Connection row =
          only(connections("tcp6 5 fe80::1 1 fe80::2 2 pid=100 scope=17 garbage=4660\n"));

      assertEquals(InetEndpoint.of(AddressFamily.AF_INET6, 0xFE80L << 48, 1, 1), row.laddr());
      assertEquals(InetEndpoint.of(AddressFamily.AF_INET6, 0xFE80L << 48, 2, 2), row.raddr());
    }

    @ParameterizedTest
    @CsvSource({
      "1, CLOSE, MIB_TCP_STATE_CLOSED",
      "3, SYN_SENT, MIB_TCP_STATE_SYN_SENT",
      "4, SYN_RECV, MIB_TCP_STATE_SYN_RCVD",
      "5, ESTABLISHED, MIB_TCP_STATE_ESTAB",
      "6, FIN_WAIT1, MIB_TCP_STATE_FIN_WAIT1",
      "7, FIN_WAIT2, MIB_TCP_STATE_FIN_WAIT2",
      "8, CLOSE_WAIT, MIB_TCP_STATE_CLOSE_WAIT",
      "9, CLOSING, MIB_TCP_STATE_CLOSING",
      "10, LAST_ACK, MIB_TCP_STATE_LAST_ACK",
      "11, TIME_WAIT, MIB_TCP_STATE_TIME_WAIT",
      "12, DELETE_TCB, MIB_TCP_STATE_DELETE_TCB",
      "0, NONE, 0",
      "13, NONE, 13",
      "100, NONE, 100",
      "4294967295, NONE, above 255"
    })
    void everyStateIsARow(String state, Status status, String name) {
      Row row = only(machine("tcp4 " + state + " 10.0.0.1 1 10.0.0.2 2 pid=100\n").rows());

      assertEquals(status, row.connection().status());
      assertEquals(Optional.of(name), row.nativeState());
      assertEquals(inet4(0x0A000002, 2), row.connection().raddr());
      assertEquals(100, row.connection().pid());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp4 2 10.0.0.1 1 10.0.0.2 2", "tcp6 2 ::1 1 ::2 2"})
    void aListenerHasNoRemoteEndWhateverIsThere(String listener) {
      Connection row = only(connections(listener + " pid=100\n"));

      assertEquals(Status.LISTEN, row.status());
      assertEquals(NoEndpoint.INSTANCE, row.raddr());
    }
  }
}
