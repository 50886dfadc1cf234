// SPDX-License-Identifier: Apache-2.0
package org.sockscope.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sockscope.AddressFamily;
import org.sockscope.Connection;
import org.sockscope.InetEndpoint;
import org.sockscope.Kind;
import org.sockscope.NoEndpoint;
import org.sockscope.Query;
import org.sockscope.SocketType;
import org.sockscope.Status;

/** The seven fields of each socket. */
abstract class FieldsContract extends Contract {
  FieldsContract(PlatformContract platform) {
    super(platform);
  }

  @TestFactory
  Stream<DynamicTest> everySocketIsListedWithAllItsFields() {
    return Stream.of(Opening.values())
        .map(opening -> dynamicTest(opening.name(), () -> isListed(opening)));
  }

  private void isListed(Opening opening) {
    Holder holder = holderOf(opening);
    Query query = Query.of(Kind.ALL).unbound(opening.isUnbound());

    assertShown(holder.held(), scope.process(holder.pid()).snapshot(query).connections());
    assertShown(holder.held(), rowsOf(scope.snapshot(query).connections(), holder));
  }

  @Test
  void aProcessWithoutSocketsHasAnEmptyList() {
    Holder holder = world.start();

    assertSameRows(List.of(), scope.process(holder.pid()).connections(Kind.ALL));
  }

  @Test
  void aTcp4ListenerHasNoRemoteEnd() {
    Connection row = onlyRow(Opening.TCP4_LISTENER);

    assertEquals(AddressFamily.AF_INET, row.family());
    assertEquals(SocketType.SOCK_STREAM, row.type());
    assertEquals("127.0.0.1", ((InetEndpoint) row.laddr()).text());
    assertEquals(NoEndpoint.INSTANCE, row.raddr());
    assertEquals(Status.LISTEN, row.status());
  }

  @Test
  void aTcp6ListenerHasNoRemoteEnd() {
    Connection row = onlyRow(Opening.TCP6_LISTENER);

    assertEquals(AddressFamily.AF_INET6, row.family());
    assertEquals(SocketType.SOCK_STREAM, row.type());
    assertEquals("::1", ((InetEndpoint) row.laddr()).text());
    assertEquals(NoEndpoint.INSTANCE, row.raddr());
    assertEquals(Status.LISTEN, row.status());
  }

  @Test
  void aListenerOnAllInet4AddressesHasTheUnspecifiedAddress() {
    Connection row = onlyRow(Opening.TCP4_WILDCARD_LISTENER);

    assertEquals("0.0.0.0", ((InetEndpoint) row.laddr()).text());
  }

  @Test
  void aListenerOnAllInet6AddressesHasTheUnspecifiedAddress() {
    Connection row = onlyRow(Opening.TCP6_WILDCARD_LISTENER);

    assertEquals("::", ((InetEndpoint) row.laddr()).text());
  }

  @Test
  void theEndsOfAConnectionMirrorEachOther() {
    List<Connection> opened = open(Opening.TCP4_CONNECTION);
    List<Connection> rows =
        scope.process(opened.get(0).pid()).connections(Kind.TCP4).stream()
            .filter(row -> row.status() == Status.ESTABLISHED)
            .toList();

    assertEquals(2, rows.size());
    assertEquals(rows.get(0).laddr(), rows.get(1).raddr());
    assertEquals(rows.get(1).laddr(), rows.get(0).raddr());
  }

  @Test
  void aUdpSocketHasNoRemoteEndUntilItIsConnected() {
    Connection row = onlyRow(Opening.UDP4_BOUND);

    assertEquals(SocketType.SOCK_DGRAM, row.type());
    assertEquals(NoEndpoint.INSTANCE, row.raddr());
    assertEquals(Status.NONE, row.status());
  }

  @Test
  void aConnectedUdpSocketShowsItsRemoteEnd() {
    need(Promise.UDP_REMOTE);
    Connection connected = open(Opening.UDP4_CONNECTED).get(0);

    List<Connection> rows =
        scope.process(connected.pid()).connections(Kind.UDP4).stream()
            .filter(row -> row.laddr().equals(connected.laddr()))
            .toList();

    assertEquals(1, rows.size());
    assertEquals(connected.raddr(), rows.get(0).raddr());
    assertEquals(Status.NONE, rows.get(0).status());
  }

  @Test
  void anInet6SocketThatCarriesInet4TrafficKeepsItsFamily() {
    need(Promise.MAPPED_INET4_IS_INET6);
    Connection accepted = open(Opening.TCP_MAPPED_CONNECTION).get(2);

    List<Connection> rows =
        scope.process(accepted.pid()).connections(Kind.TCP6).stream()
            .filter(row -> row.status() == Status.ESTABLISHED)
            .toList();

    assertEquals(1, rows.size());
    assertEquals(AddressFamily.AF_INET6, rows.get(0).family());
    assertEquals("::ffff:127.0.0.1", ((InetEndpoint) rows.get(0).laddr()).text());
    assertEquals("::ffff:127.0.0.1", ((InetEndpoint) rows.get(0).raddr()).text());
  }

  private Connection onlyRow(Opening opening) {
    List<Connection> opened = open(opening);
    List<Connection> rows = scope.process(opened.get(0).pid()).connections(Kind.ALL);
    assertEquals(1, rows.size(), rows::toString);
    return rows.get(0);
  }
}
