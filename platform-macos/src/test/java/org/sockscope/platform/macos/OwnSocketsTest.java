// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.macos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.sockscope.AddressFamily;
import org.sockscope.Connection;
import org.sockscope.Endpoint;
import org.sockscope.InetEndpoint;
import org.sockscope.Kind;
import org.sockscope.NoEndpoint;
import org.sockscope.SocketType;
import org.sockscope.Sockscope;
import org.sockscope.Status;
import org.sockscope.UnixEndpoint;

/** The library that this machine built, on sockets of this JVM. */
@EnabledOnOs(value = OS.MAC, disabledReason = "it asks macOS itself")
class OwnSocketsTest {
  private Sockscope scope;

  @BeforeEach
  void openScope() {
    scope = Sockscope.system();
  }

  @AfterEach
  void closeScope() {
    scope.close();
  }

  /** The one row with these ends, which is also one of the machine's. */
  private Connection onlyRow(Kind kind, Endpoint laddr, Endpoint raddr) {
    long pid = ProcessHandle.current().pid();
    List<Connection> rows =
        scope.process(pid).connections(kind).stream()
            .filter(row -> row.laddr().equals(laddr) && row.raddr().equals(raddr))
            .toList();
    assertEquals(1, rows.size(), rows::toString);
    Connection row = rows.get(0);
    assertEquals(pid, row.pid());
    assertTrue(row.fd() >= 0, row::toString);
    assertTrue(scope.connections(kind).contains(row), row::toString);
    return row;
  }

  private static InetEndpoint end(SocketAddress address) {
    InetSocketAddress inet = (InetSocketAddress) address;
    return InetEndpoint.of(inet.getAddress(), inet.getPort());
  }

  private static SocketAddress loopback(String ip) throws IOException {
    return new InetSocketAddress(InetAddress.getByName(ip), 0);
  }

  @Test
  void aConnectionOverInet4() throws IOException {
    assertConnection(StandardProtocolFamily.INET, "127.0.0.1", Kind.TCP4, AddressFamily.AF_INET);
  }

  @Test
  void aConnectionOverInet6() throws IOException {
    assertConnection(StandardProtocolFamily.INET6, "::1", Kind.TCP6, AddressFamily.AF_INET6);
  }

  private void assertConnection(ProtocolFamily family, String ip, Kind kind, AddressFamily expected)
      throws IOException {
    try (ServerSocketChannel listener = ServerSocketChannel.open(family).bind(loopback(ip));
        SocketChannel client = SocketChannel.open(family)) {
      InetEndpoint server = end(listener.getLocalAddress());
      client.connect(listener.getLocalAddress());
      try (SocketChannel accepted = listener.accept()) {
        InetEndpoint local = end(accepted.getRemoteAddress());

        Connection listening = onlyRow(kind, server, NoEndpoint.INSTANCE);
        assertEquals(Status.LISTEN, listening.status());
        assertEquals(expected, listening.family());
        assertEquals(SocketType.SOCK_STREAM, listening.type());
        assertEquals(Status.ESTABLISHED, onlyRow(kind, server, local).status());
        assertEquals(Status.ESTABLISHED, onlyRow(kind, local, server).status());
      }
    }
  }

  @Test
  void aListenerForBothFamiliesThatCarriesInet4() throws IOException {
    try (ServerSocketChannel listener = ServerSocketChannel.open().bind(loopback("127.0.0.1"));
        SocketChannel client =
            SocketChannel.open(StandardProtocolFamily.INET).bind(loopback("127.0.0.1"))) {
      client.connect(listener.getLocalAddress());
      try (SocketChannel accepted = listener.accept()) {
        Connection row =
            onlyRow(
                Kind.TCP6, mapped(accepted.getLocalAddress()), mapped(client.getLocalAddress()));
        assertEquals("::ffff:127.0.0.1", ((InetEndpoint) row.laddr()).text());
      }
    }
  }

  private static InetEndpoint mapped(SocketAddress address) {
    return InetEndpoint.of(
        AddressFamily.AF_INET6, 0, 0xFFFF_7F00_0001L, ((InetSocketAddress) address).getPort());
  }

  @Test
  void aUdpSocketThatIsConnectedToAnother() throws IOException {
    try (DatagramChannel one =
            DatagramChannel.open(StandardProtocolFamily.INET).bind(loopback("127.0.0.1"));
        DatagramChannel other =
            DatagramChannel.open(StandardProtocolFamily.INET).bind(loopback("127.0.0.1"))) {
      one.connect(other.getLocalAddress());

      Connection row = onlyRow(Kind.UDP4, end(one.getLocalAddress()), end(other.getLocalAddress()));
      assertEquals(SocketType.SOCK_DGRAM, row.type());
      assertEquals(Status.NONE, row.status());
      onlyRow(Kind.UDP4, end(other.getLocalAddress()), NoEndpoint.INSTANCE);
    }
  }

  @Test
  void aUnixConnectionHasTheNamesOfBothEnds(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("socket");
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path);
    try (ServerSocketChannel listener =
            ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
        SocketChannel client = SocketChannel.open(address);
        SocketChannel accepted = listener.accept()) {
      assertTrue(client.isConnected() && accepted.isConnected());
      UnixEndpoint name = new UnixEndpoint(path.toString());

      onlyRow(Kind.UNIX, UnixEndpoint.UNNAMED, name);
      assertEquals(
          2,
          scope.process(ProcessHandle.current()).connections(Kind.UNIX).stream()
              .filter(row -> row.laddr().equals(name))
              .count());
    }
  }
}
