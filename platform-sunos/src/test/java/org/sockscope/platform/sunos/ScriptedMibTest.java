// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.sunos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

/** What a program sees of the tables, of each release, and of answers that are none. */
class ScriptedMibTest extends ScriptedQueries {
  /** Two sockets in each table, of a process that made them. */
  private static final String TWO_OF_EACH =
      """
      no-fdinfo
      process 100 server
      tcp4 -3 10.0.0.1 8080 0.0.0.0 0 pid=100
      tcp4 0 10.0.0.1 8080 10.0.0.2 1025 pid=100
      tcp6 -3 2001:db8::1 8081 :: 0 pid=100
      tcp6 0 2001:db8::1 8081 2001:db8::2 1026 pid=100
      udp4 2 10.0.0.1 8082 0.0.0.0 0 pid=100
      udp4 3 10.0.0.1 8083 10.0.0.2 1027 pid=100
      udp6 2 2001:db8::1 8084 :: 0 pid=100
      udp6 3 2001:db8::1 8085 2001:db8::2 1028 pid=100
      """;

  private static final int EPROTO = 71;
  private static final int EACCES = 13;

  ScriptedMibTest() {
    super("SunOS", Query.of(Kind.ALL));
  }

  private static InetEndpoint inet4(int lastByte, int port) {
    return InetEndpoint.of(AddressFamily.AF_INET, 0, 0x0A000000 | lastByte, port);
  }

  private static InetEndpoint inet6(long low, int port) {
    return InetEndpoint.of(AddressFamily.AF_INET6, 0x20010DB8_00000000L, low, port);
  }

  private static Connection tcp(InetEndpoint local, Status status) {
    return new Connection(
        -1, local.family(), SocketType.SOCK_STREAM, local, NoEndpoint.INSTANCE, status, 100);
  }

  private static Connection tcp(InetEndpoint local, InetEndpoint remote, Status status) {
    return new Connection(-1, local.family(), SocketType.SOCK_STREAM, local, remote, status, 100);
  }

  private static Connection udp(InetEndpoint local) {
    return new Connection(
        -1, local.family(), SocketType.SOCK_DGRAM, local, NoEndpoint.INSTANCE, Status.NONE, 100);
  }

  private static Connection udp(InetEndpoint local, InetEndpoint remote) {
    return new Connection(
        -1, local.family(), SocketType.SOCK_DGRAM, local, remote, Status.NONE, 100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "solaris\n"})
  void theEntriesOfEachReleaseAreRead(String release) {
    Snapshot snapshot = machine(release + TWO_OF_EACH);

    assertEquals(
        Set.of(
            tcp(inet4(1, 8080), Status.LISTEN),
            tcp(inet4(1, 8080), inet4(2, 1025), Status.ESTABLISHED),
            tcp(inet6(1, 8081), Status.LISTEN),
            tcp(inet6(1, 8081), inet6(2, 1026), Status.ESTABLISHED),
            udp(inet4(1, 8082)),
            udp(inet4(1, 8083), inet4(2, 1027)),
            udp(inet6(1, 8084)),
            udp(inet6(1, 8085), inet6(2, 1028))),
        new HashSet<>(snapshot.connections()));
    assertEquals(8, snapshot.rows().size());
    assertTrue(snapshot.complete());
  }

  @Test
  void unixIsNoneThatIsSupported() {
    Scenario.write(TWO_OF_EACH);

    assertThrows(UnsupportedKindException.class, () -> scope.connections(Kind.UNIX));
    assertEquals(EnumSet.complementOf(EnumSet.of(Kind.UNIX)), scope.supportedKinds());
    assertEquals(8, scope.connections(Kind.ALL).size());
  }

  @Test
  void messagesOfOtherLevelsAndNamesAreNoRows() {
    String others = "message 271 105 64\nmessage 262 105 24\nmessage 2000 1 96\n";

    assertEquals(8, machine(others + TWO_OF_EACH).rows().size());
  }

  @Test
  void idleAndBoundSocketsAreListedOnlyWhenAskedFor() {
    String unbound =
        """
        no-fdinfo
        process 100 a
        tcp4 -5 0.0.0.0 0 0.0.0.0 0 pid=100
        tcp4 -4 10.0.0.1 80 0.0.0.0 0 pid=100
        udp4 1 0.0.0.0 0 0.0.0.0 0 pid=100
        """;
    Scenario.write(unbound);
    Set<Status> statuses = new HashSet<>();
    scope.forEach(
        Query.of(Kind.INET).unbound(true), cursor -> statuses.add(cursor.connection().status()));

    assertEquals(Set.of(Status.IDLE, Status.BOUND, Status.NONE), statuses);
    assertEquals(List.of(), scope.connections());
    assertEquals(
        1, scope.snapshot(Query.of(Kind.TCP).unbound(true).status(Status.IDLE)).rows().size());
    assertEquals(
        List.of(tcp(inet4(1, 80), Status.BOUND)),
        scope.snapshot(Query.of(Kind.TCP).unbound(true).status(Status.BOUND)).connections());
  }

  @ParameterizedTest
  @CsvSource({"-7, below 0", "7, 7", "1000, above 255"})
  void aStateWithoutANameIsKept(int state, String name) {
    Row row =
        machine("no-fdinfo\nprocess 100 a\ntcp4 " + state + " 10.0.0.1 1 10.0.0.2 2 pid=100\n")
            .rows()
            .get(0);

    assertEquals(tcp(inet4(1, 1), inet4(2, 2), Status.NONE), row.connection());
    assertEquals(Optional.of(name), row.nativeState());
  }

  @Test
  void aListenerOfBothFamiliesIsOneRow() {
    String listener =
        """
        no-fdinfo
        process 100 a
        tcp4 -3 0.0.0.0 80 0.0.0.0 0 pid=100 created=5 mss=1220
        tcp6 -3 :: 80 :: 0 pid=100 created=5
        """;
    InetEndpoint any6 = InetEndpoint.of(AddressFamily.AF_INET6, 0, 0, 80);

    assertEquals(List.of(tcp(any6, Status.LISTEN)), machine(listener).connections());
    assertEquals(List.of(), scope.connections(Kind.TCP4));
    assertEquals(2, machine(listener.replace(" mss=1220", "")).rows().size());
  }

  @Test
  void aRefusalTellsBothCodes() {
    SystemCallException bySystem = machineFailure(TWO_OF_EACH + "refused 8 EACCES\n");
    assertEquals("T_SVR4_OPTMGMT_REQ (TSYSERR)", bySystem.call());
    assertEquals(EACCES, bySystem.code());
    assertEquals(OptionalLong.empty(), bySystem.pid());

    SystemCallException byProvider = machineFailure(TWO_OF_EACH + "refused 2 0\n");
    assertEquals("T_SVR4_OPTMGMT_REQ (TBADOPT)", byProvider.call());
    assertEquals(EPROTO, byProvider.code());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "missing udp6",
        "claims tcp4 4294967295",
        "claims tcp6 1",
        "surplus udp4 3",
        "no-data tcp4",
        "entry tcp4 56",
        "short-statistics",
        "short-header",
        "unknown-message",
        "fault open arp EACCES",
        "fault getmsg data EIO"
      })
  void whatCannotBeRightIsNoShorterList(String fault) {
    machineFailure(TWO_OF_EACH + fault + "\n");

    assertEquals(8, machine(TWO_OF_EACH).rows().size());
  }

  @Test
  void aTableThatMovesIsReadAgainAndAgainAndThenNotComplete() {
    assertTrue(machine(TWO_OF_EACH + "moves 2\n").complete());
    assertFalse(machine(TWO_OF_EACH + "moves 1000\n").complete());
    assertEquals(8, machine(TWO_OF_EACH + "no-statistics\n").rows().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp4", "tcp6", "udp4", "udp6"})
  void aHundredThousandRowsAreAHundredThousand(String table) {
    List<Connection> rows =
        machine("no-fdinfo\nprocess 100 a\nmany " + table + " 100000 100\n").connections();

    assertEquals(100_000, new HashSet<>(rows).size());
    assertTrue(rows.stream().allMatch(row -> row.pid() == 100));
  }
}
