// SPDX-License-Identifier: Apache-2.0
package org.sockscope.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
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
import org.sockscope.NoEndpoint;
import org.sockscope.PidKind;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.SocketType;
import org.sockscope.Status;
import org.sockscope.spi.Protocol;

/** What family, type, ends and status of a row mean. */
class SocketFieldsTest extends AnsweredRows {
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
}
