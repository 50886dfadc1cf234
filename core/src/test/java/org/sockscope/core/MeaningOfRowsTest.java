// SPDX-License-Identifier: Apache-2.0
package org.sockscope.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sockscope.AddressFamily;
import org.sockscope.Connection;
import org.sockscope.InetEndpoint;
import org.sockscope.Kind;
import org.sockscope.MissingPid;
import org.sockscope.NoEndpoint;
import org.sockscope.PidKind;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.RowCursor;
import org.sockscope.Snapshot;
import org.sockscope.SocketType;
import org.sockscope.Sockscope;
import org.sockscope.Status;
import org.sockscope.UnixEndpoint;
import org.sockscope.spi.Capabilities;
import org.sockscope.spi.Ownership;
import org.sockscope.spi.Protocol;
import org.sockscope.spi.SocketTable;
import org.sockscope.spi.UnixNames;

class MeaningOfRowsTest {
  private static final Capabilities EVERYTHING = capabilities(true, UnixNames.BOTH);
  private static final Query ALL = Query.of(Kind.ALL);
  private static final Query UNBOUND_TOO = ALL.unbound(true);
  private static final byte[] PATH = "/run/a.sock".getBytes(UTF_8);
  private static final byte[] ABSTRACT = "\0abstract".getBytes(UTF_8);

  private static Capabilities capabilities(boolean fds, UnixNames names) {
    return new Capabilities(EnumSet.allOf(Kind.class), fds, names);
  }

  private static Sockscope scope(Capabilities capabilities, ListedRows rows) {
    SocketTable table = mock(SocketTable.class);
    when(table.capabilities()).thenReturn(capabilities);
    when(table.read(any())).thenAnswer(call -> rows.fromStart());
    return new TableSockscope(table);
  }

  private static List<Row> rows(Query query, RowFacts... facts) {
    return scope(EVERYTHING, ListedRows.of(facts)).snapshot(query).rows();
  }

  private static Row row(Capabilities capabilities, RowFacts facts) {
    List<Row> rows = scope(capabilities, ListedRows.of(facts)).snapshot(UNBOUND_TOO).rows();
    assertEquals(1, rows.size());
    return rows.get(0);
  }

  private static Connection connection(RowFacts facts) {
    return row(EVERYTHING, facts).connection();
  }

  private static InetEndpoint inet(String ip, int port) {
    RowFacts bits = RowFacts.tcp4(Status.NONE).local(ip, port);
    return InetEndpoint.of(
        ip.contains(":") ? AddressFamily.AF_INET6 : AddressFamily.AF_INET,
        bits.localHigh,
        bits.localLow,
        port);
  }

  static Stream<Arguments> protocolsOfKinds() {
    Set<Protocol> tcp = Set.of(Protocol.TCP4, Protocol.TCP6);
    Set<Protocol> udp = Set.of(Protocol.UDP4, Protocol.UDP6);
    return Stream.of(
        Arguments.of(Kind.INET, Set.of(Protocol.TCP4, Protocol.TCP6, Protocol.UDP4, Protocol.UDP6)),
        Arguments.of(Kind.INET4, Set.of(Protocol.TCP4, Protocol.UDP4)),
        Arguments.of(Kind.INET6, Set.of(Protocol.TCP6, Protocol.UDP6)),
        Arguments.of(Kind.TCP, tcp),
        Arguments.of(Kind.TCP4, Set.of(Protocol.TCP4)),
        Arguments.of(Kind.TCP6, Set.of(Protocol.TCP6)),
        Arguments.of(Kind.UDP, udp),
        Arguments.of(Kind.UDP4, Set.of(Protocol.UDP4)),
        Arguments.of(Kind.UDP6, Set.of(Protocol.UDP6)),
        Arguments.of(Kind.UNIX, Set.of(Protocol.UNIX)),
        Arguments.of(Kind.ALL, EnumSet.allOf(Protocol.class)));
  }

  @Test
  void everyKindIsTriedForItsProtocols() {
    assertEquals(
        EnumSet.allOf(Kind.class),
        EnumSet.copyOf(protocolsOfKinds().map(kind -> (Kind) kind.get()[0]).toList()));
  }

  @ParameterizedTest
  @MethodSource("protocolsOfKinds")
  void keepsRowsOfTheProtocolsOfAKindWhateverTheSystemAnswers(Kind kind, Set<Protocol> protocols) {
    RowFacts[] one =
        Arrays.stream(Protocol.values()).map(RowFacts::ordinary).toArray(RowFacts[]::new);
    List<String> expected =
        Arrays.stream(one)
            .filter(row -> protocols.contains(row.protocol))
            .map(row -> connection(row).toString())
            .toList();
    assertEquals(
        expected, rows(Query.of(kind), one).stream().map(row -> row.connection() + "").toList());
  }

  @Test
  void tellsTheSevenFieldsOfATcpConnection() {
    RowFacts facts =
        RowFacts.tcp4(Status.ESTABLISHED)
            .local("10.0.0.1", 48776)
            .remote("93.186.135.91", 80)
            .holder(PidKind.HOLDER, 1694, 115);
    assertEquals(
        new Connection(
            115,
            AddressFamily.AF_INET,
            SocketType.SOCK_STREAM,
            inet("10.0.0.1", 48776),
            inet("93.186.135.91", 80),
            Status.ESTABLISHED,
            1694),
        connection(facts));
  }

  @Test
  void tellsTheSevenFieldsOfAUdpSocketOverIpv6() {
    RowFacts facts = RowFacts.udp6().local("fe80::1", 5353).remote("2001:db8::2", 53);
    assertEquals(
        new Connection(
            7,
            AddressFamily.AF_INET6,
            SocketType.SOCK_DGRAM,
            inet("fe80::1", 5353),
            inet("2001:db8::2", 53),
            Status.NONE,
            42),
        connection(facts));
  }

  @Test
  void keepsTheTypeOfAUnixSocket() {
    for (SocketType type : SocketType.values()) {
      assertEquals(type, connection(RowFacts.unix(type)).type());
    }
  }

  @Test
  void anEndWithPortZeroIsNoEndpointOnEitherSideWhateverItsAddress() {
    Connection local = connection(RowFacts.udp4().local("10.0.0.1", 0).remote("10.0.0.2", 53));
    assertEquals(NoEndpoint.INSTANCE, local.laddr());
    assertEquals(inet("10.0.0.2", 53), local.raddr());
    Connection remote = connection(RowFacts.udp6().local("::1", 53).remote("2001:db8::2", 0));
    assertEquals(inet("::1", 53), remote.laddr());
    assertEquals(NoEndpoint.INSTANCE, remote.raddr());
  }

  @Test
  void aWildcardAddressWithAPortIsAnEndpoint() {
    assertEquals(
        inet("0.0.0.0", 80), connection(RowFacts.tcp4(Status.LISTEN).local("0.0.0.0", 80)).laddr());
  }

  @Test
  void aCursorHasNoAddressBitsForAnEndThatIsNotThere() {
    ListedRows rows =
        ListedRows.of(
            RowFacts.udp6().local("2001:db8::1", 0).remote("2001:db8::2", 0),
            RowFacts.tcp6(Status.LISTEN).local("2001:db8::1", 80).remote("2001:db8::2", 9));
    List<List<Long>> bits = new ArrayList<>();
    scope(EVERYTHING, rows)
        .forEach(
            UNBOUND_TOO,
            row ->
                bits.add(
                    List.of(
                        row.localAddressHigh(),
                        row.localAddressLow(),
                        row.remoteAddressHigh(),
                        row.remoteAddressLow(),
                        (long) row.remotePort())));
    assertEquals(
        List.of(List.of(0L, 0L, 0L, 0L, 0L), List.of(0x20010db8_00000000L, 1L, 0L, 0L, 0L)), bits);
  }

  @Test
  void aListenerHasNoRemoteEnd() {
    RowFacts facts = RowFacts.tcp4(Status.LISTEN).local("0.0.0.0", 80).remote("10.0.0.2", 9);
    assertEquals(NoEndpoint.INSTANCE, connection(facts).raddr());
    assertEquals(List.of(), rows(ALL.remotePort(9), facts));
  }

  @ParameterizedTest
  @EnumSource(Status.class)
  void onlyTcpHasAStatus(Status status) {
    for (Protocol protocol : Protocol.values()) {
      RowFacts facts = RowFacts.ordinary(protocol);
      facts.status = status;
      boolean tcp = protocol == Protocol.TCP4 || protocol == Protocol.TCP6;
      assertEquals(tcp ? status : Status.NONE, connection(facts).status());
    }
  }

  @Test
  void aUdpRowKeepsItsRemoteEndWhateverTheSystemCallsItsState() {
    RowFacts facts = RowFacts.ordinary(Protocol.UDP4);
    facts.status = Status.LISTEN;
    assertEquals(inet("127.0.0.2", 2000), connection(facts).raddr());
  }

  @Test
  void aTcpStateThatIsNotKnownIsNoneAndTheRowStays() {
    RowFacts facts = RowFacts.tcp4(Status.NONE).local("10.0.0.1", 80);
    facts.nativeState = "23";
    Row row = rows(ALL, facts).get(0);
    assertEquals(Status.NONE, row.connection().status());
    assertEquals(Optional.of("23"), row.nativeState());
  }

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
  void aHolderHasPidDescriptorKindAndName() {
    RowFacts facts = RowFacts.ordinary(Protocol.TCP4).holder(PidKind.CREATOR, 0, 3);
    facts.processName = "init";
    Row row = row(EVERYTHING, facts);
    assertEquals(0, row.connection().pid());
    assertEquals(3, row.connection().fd());
    assertEquals(Optional.of(PidKind.CREATOR), row.pidKind());
    assertEquals(Optional.of("init"), row.processName());
    assertEquals(Optional.empty(), row.missingPid());
    assertEquals(OptionalLong.empty(), row.lastUser());
    assertEquals(OptionalInt.empty(), row.nativeFd());
  }

  @ParameterizedTest
  @EnumSource(
      value = Ownership.class,
      names = {"NO_HOLDER", "NOT_FOUND", "CHANGED"})
  void aRowWithoutHolderHasNeitherPidNorDescriptor(Ownership ownership) {
    RowFacts facts = RowFacts.ordinary(Protocol.TCP4).ownership(ownership);
    facts.processName = "somebody";
    for (boolean fds : new boolean[] {true, false}) {
      Row row = row(capabilities(fds, UnixNames.BOTH), facts);
      assertEquals(-1, row.connection().pid());
      assertEquals(-1, row.connection().fd());
      assertEquals(OptionalInt.empty(), row.nativeFd());
      assertEquals(Optional.empty(), row.pidKind());
      assertEquals(Optional.empty(), row.processName());
      assertEquals(OptionalLong.empty(), row.lastUser());
    }
  }

  @Test
  void anInvalidCursorTellsNoDescriptorAlsoWhereTheSystemTellsNone() {
    List<RowCursor> kept = new ArrayList<>();
    scope(capabilities(false, UnixNames.NONE), ListedRows.of(RowFacts.ordinary(Protocol.TCP4)))
        .forEach(ALL, kept::add);

    assertThrows(IllegalStateException.class, kept.get(0)::fd);
  }

  @Test
  void theLastUserIsNotTheHolder() {
    for (Ownership ownership : Ownership.values()) {
      RowFacts facts =
          RowFacts.ordinary(Protocol.TCP4).holder(PidKind.LAST_USER, 77, 3).ownership(ownership);
      Row row = row(EVERYTHING, facts);
      assertEquals(-1, row.connection().pid());
      assertEquals(-1, row.connection().fd());
      assertEquals(OptionalLong.of(77), row.lastUser());
      assertEquals(Optional.of(PidKind.LAST_USER), row.pidKind());
      assertTrue(row.missingPid().isPresent());
      assertEquals(List.of(), rows(ALL.process(77), facts));
    }
  }

  @Test
  void tellsWhyThePidIsMissing() {
    RowFacts[] facts =
        Arrays.stream(Ownership.values())
            .map(ownership -> RowFacts.ordinary(Protocol.TCP4).ownership(ownership))
            .toArray(RowFacts[]::new);
    ListedRows everyProcessRead = ListedRows.of(facts);
    assertEquals(
        List.of(
            Optional.empty(),
            Optional.of(MissingPid.NONE),
            Optional.of(MissingPid.NONE),
            Optional.of(MissingPid.GONE),
            Optional.of(MissingPid.HIDDEN)),
        reasons(everyProcessRead));
    assertEquals(
        List.of(
            Optional.empty(),
            Optional.of(MissingPid.NONE),
            Optional.of(MissingPid.HIDDEN),
            Optional.of(MissingPid.GONE),
            Optional.of(MissingPid.HIDDEN)),
        reasons(everyProcessRead.unreadable(99)));
  }

  private static List<Optional<MissingPid>> reasons(ListedRows rows) {
    return scope(EVERYTHING, rows).snapshot(ALL).rows().stream().map(Row::missingPid).toList();
  }

  @Test
  void anOwnerOfNoKindIsAnOwnerThatWasNotFound() {
    RowFacts facts = RowFacts.ordinary(Protocol.TCP4).holder(null, 42, 7);
    Row row = row(EVERYTHING, facts);
    assertEquals(-1, row.connection().pid());
    assertEquals(-1, row.connection().fd());
    assertEquals(Optional.empty(), row.pidKind());
    assertEquals(Optional.of(MissingPid.NONE), row.missingPid());
    assertEquals(
        List.of(Optional.of(MissingPid.HIDDEN)), reasons(ListedRows.of(facts).unreadable(1)));
  }

  @Test
  void aSystemThatPromisesNoDescriptorsShowsThemBesideTheConnection() {
    Row row =
        row(
            capabilities(false, UnixNames.BOTH),
            RowFacts.ordinary(Protocol.TCP4).holder(PidKind.HOLDER, 42, 3));
    assertEquals(-1, row.connection().fd());
    assertEquals(OptionalInt.of(3), row.nativeFd());
    Row without =
        row(
            capabilities(false, UnixNames.BOTH),
            RowFacts.ordinary(Protocol.TCP4).holder(PidKind.HOLDER, 42, -1));
    assertEquals(OptionalInt.empty(), without.nativeFd());
  }

  @Test
  void showsBothUnixNamesWhereTheyArePromised() {
    Row row =
        row(
            capabilities(true, UnixNames.BOTH),
            RowFacts.unix(SocketType.SOCK_STREAM).names(PATH, ABSTRACT));
    assertEquals(UnixEndpoint.of(PATH), row.connection().laddr());
    assertEquals(UnixEndpoint.of(ABSTRACT), row.connection().raddr());
    assertEquals(Optional.empty(), row.nativeLaddr());
    assertEquals(Optional.empty(), row.nativeRaddr());
  }

  @Test
  void showsOnlyTheLocalUnixNameWhereThatIsPromised() {
    Row row =
        row(
            capabilities(true, UnixNames.LOCAL),
            RowFacts.unix(SocketType.SOCK_STREAM).names(ABSTRACT, PATH));
    assertEquals(UnixEndpoint.of(ABSTRACT), row.connection().laddr());
    assertEquals(UnixEndpoint.UNNAMED, row.connection().raddr());
    assertEquals(Optional.empty(), row.nativeLaddr());
    assertEquals(Optional.of(UnixEndpoint.of(PATH)), row.nativeRaddr());
  }

  @Test
  void showsNoUnixNameWhereNoneIsPromised() {
    Row row =
        row(
            capabilities(true, UnixNames.NONE),
            RowFacts.unix(SocketType.SOCK_STREAM).names(PATH, ABSTRACT));
    assertEquals(UnixEndpoint.UNNAMED, row.connection().laddr());
    assertEquals(UnixEndpoint.UNNAMED, row.connection().raddr());
    assertEquals(Optional.of(UnixEndpoint.of(PATH)), row.nativeLaddr());
    assertEquals(Optional.of(UnixEndpoint.of(ABSTRACT)), row.nativeRaddr());
  }

  @ParameterizedTest
  @EnumSource(UnixNames.class)
  void anUnnamedUnixEndIsUnnamedAndNeverNoEndpoint(UnixNames names) {
    Row row = row(capabilities(true, names), RowFacts.unix(SocketType.SOCK_STREAM));
    assertEquals(UnixEndpoint.UNNAMED, row.connection().laddr());
    assertEquals(UnixEndpoint.UNNAMED, row.connection().raddr());
    assertEquals(Optional.empty(), row.nativeLaddr());
    assertEquals(Optional.empty(), row.nativeRaddr());
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

  private static List<Connection> connections(Query query, RowFacts... facts) {
    return scope(EVERYTHING, ListedRows.of(facts)).snapshot(query).connections();
  }

  @Test
  void passesOnWhatTheSystemTellsBeyondAConnectionAndInventsNothing() {
    RowFacts facts = RowFacts.ordinary(Protocol.TCP4);
    Row silent = row(EVERYTHING, facts);
    for (OptionalLong number :
        List.of(
            silent.netns(),
            silent.inode(),
            silent.cookie(),
            silent.uid(),
            silent.receiveQueue(),
            silent.sendQueue(),
            silent.lastUser())) {
      assertEquals(OptionalLong.empty(), number);
    }
    assertEquals(Optional.empty(), silent.processName());
    assertEquals(Optional.empty(), silent.nativeState());

    facts.netns = 1;
    facts.inode = 2;
    facts.cookie = Long.MIN_VALUE;
    facts.uid = 0;
    facts.receiveQueue = 5;
    facts.sendQueue = 6;
    facts.processName = "name";
    facts.nativeState = "TCP_ESTABLISHED";
    Row row = row(EVERYTHING, facts);
    assertEquals(OptionalLong.of(1), row.netns());
    assertEquals(OptionalLong.of(2), row.inode());
    assertEquals(OptionalLong.of(Long.MIN_VALUE), row.cookie());
    assertEquals(OptionalLong.of(0), row.uid());
    assertEquals(OptionalLong.of(5), row.receiveQueue());
    assertEquals(OptionalLong.of(6), row.sendQueue());
    assertEquals(Optional.of("name"), row.processName());
    assertEquals(Optional.of("TCP_ESTABLISHED"), row.nativeState());
  }

  @Test
  void anAnswerIsCompleteIfNothingWasLostAndEveryProcessWasRead() {
    ListedRows rows = ListedRows.of();
    Snapshot whole = scope(EVERYTHING, rows).snapshot(ALL);
    assertTrue(whole.complete());
    assertEquals(0, whole.lost());
    Snapshot damaged = scope(EVERYTHING, rows.damaged()).snapshot(ALL);
    assertFalse(damaged.complete());
    assertEquals(0, damaged.lost());
    Snapshot hidden = scope(EVERYTHING, rows.unreadable(99)).snapshot(ALL);
    assertFalse(hidden.complete());
    assertEquals(Set.of(99L), hidden.unreadable());
    assertEquals("a list", hidden.method());
  }

  @Test
  void socketsThatWereLostAreCountedWhateverWasAskedForAndTheAnswerIsNotComplete() {
    ListedRows rows = ListedRows.of(RowFacts.unix(SocketType.SOCK_STREAM)).lost(3);

    Snapshot snapshot = scope(EVERYTHING, rows).snapshot(Query.of(Kind.TCP));

    assertEquals(3, snapshot.lost());
    assertFalse(snapshot.complete());
    assertEquals(List.of(), snapshot.rows());
  }

  @Test
  void listsMayHoldEqualElementsAndCannotBeChanged() {
    RowFacts unnamed = RowFacts.unix(SocketType.SOCK_STREAM);
    Snapshot snapshot = scope(EVERYTHING, ListedRows.of(unnamed, unnamed)).snapshot(ALL);
    assertEquals(2, snapshot.rows().size());
    assertEquals(snapshot.rows().get(0), snapshot.rows().get(1));
    assertEquals(snapshot.rows(), snapshot.rows());
    assertThrows(UnsupportedOperationException.class, () -> snapshot.rows().remove(0));
    assertThrows(UnsupportedOperationException.class, () -> snapshot.connections().remove(0));
  }

  @Test
  void cursorSnapshotAndConnectionsSayTheSame() {
    List<RowFacts> facts = new ArrayList<>();
    for (Protocol protocol : Protocol.values()) {
      for (Ownership ownership : Ownership.values()) {
        for (PidKind kind : PidKind.values()) {
          RowFacts row = RowFacts.ordinary(protocol).ownership(ownership).holder(kind, 42, 7);
          row.inode = facts.size();
          facts.add(row);
        }
      }
    }
    Sockscope scope =
        scope(capabilities(true, UnixNames.LOCAL), ListedRows.of(facts).unreadable(1));
    Snapshot snapshot = scope.snapshot(ALL);
    List<Row> rows = List.copyOf(snapshot.rows()); // forEach gives the memory back that both have
    assertEquals(facts.size(), rows.size());
    assertEquals(rows.stream().map(Row::connection).toList(), snapshot.connections());
    List<Row> visited = new ArrayList<>();
    scope.forEach(
        ALL,
        cursor -> {
          assertSame(rows.get(visited.size()), cursor);
          visited.add(cursor.row());
        });
    assertEquals(rows, visited);
  }

  private static void assertSame(Row row, RowCursor cursor) {
    Connection connection = row.connection();
    assertEquals(connection, cursor.connection());
    assertEquals(
        connection,
        new Connection(
            cursor.fd(),
            cursor.family(),
            cursor.type(),
            cursor.laddr(),
            cursor.raddr(),
            cursor.status(),
            cursor.pid()));
    assertEquals(port(connection.laddr()), cursor.localPort());
    assertEquals(port(connection.raddr()), cursor.remotePort());
    if (connection.laddr() instanceof InetEndpoint laddr) {
      assertEquals(
          laddr,
          InetEndpoint.of(
              cursor.family(),
              cursor.localAddressHigh(),
              cursor.localAddressLow(),
              cursor.localPort()));
    }
    if (connection.raddr() instanceof InetEndpoint raddr) {
      assertEquals(
          raddr,
          InetEndpoint.of(
              cursor.family(),
              cursor.remoteAddressHigh(),
              cursor.remoteAddressLow(),
              cursor.remotePort()));
    }
    assertEquals(row.netns().orElse(RowCursor.ABSENT), cursor.netns());
    assertEquals(row.inode().orElse(RowCursor.ABSENT), cursor.inode());
    assertEquals(row.cookie().orElse(RowCursor.ABSENT), cursor.cookie());
    assertEquals(row.uid().orElse(RowCursor.ABSENT), cursor.uid());
    assertEquals(row.receiveQueue().orElse(RowCursor.ABSENT), cursor.receiveQueue());
    assertEquals(row.sendQueue().orElse(RowCursor.ABSENT), cursor.sendQueue());
    assertEquals(row.pidKind(), cursor.pidKind());
    assertEquals(row.missingPid(), cursor.missingPid());
  }

  private static int port(Object end) {
    return end instanceof InetEndpoint inet ? inet.port() : 0;
  }
}
