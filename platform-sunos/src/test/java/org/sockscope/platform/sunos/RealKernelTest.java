// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.sunos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sockscope.Connection;
import org.sockscope.InetEndpoint;
import org.sockscope.Kind;
import org.sockscope.NoEndpoint;
import org.sockscope.Sockscope;
import org.sockscope.Status;

/** The sockets of this JVM, on a kernel that is not scripted: a native build runs this. */
class RealKernelTest {
  private static final long PID = ProcessHandle.current().pid();

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static List<Connection> own(Sockscope scope, Kind kind, int port) {
    return scope.process(PID).connections(kind).stream()
        .filter(row -> row.laddr() instanceof InetEndpoint end && end.port() == port)
        .toList();
  }

  @Test
  void aListenerAndBothEndsOfItsConnectionAreListed() throws IOException {
    try (Sockscope scope = Sockscope.system();
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET)) {
      server.bind(loopback(0));
      InetSocketAddress address = (InetSocketAddress) server.getLocalAddress();
      try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.INET)) {
        client.connect(address);
        try (SocketChannel accepted = server.accept()) {
          assertTrue(accepted.isConnected());
          List<Status> statuses =
              own(scope, Kind.TCP4, address.getPort()).stream()
                  .map(Connection::status)
                  .sorted()
                  .toList();
          assertEquals(List.of(Status.ESTABLISHED, Status.LISTEN), statuses);
          int port = ((InetSocketAddress) client.getLocalAddress()).getPort();
          Connection row = own(scope, Kind.TCP4, port).get(0);
          assertEquals(address.getPort(), ((InetEndpoint) row.raddr()).port());
        }
      }
    }
  }

  @Test
  void datagramSocketsAreListed() throws IOException {
    try (Sockscope scope = Sockscope.system();
        DatagramChannel bound = DatagramChannel.open(StandardProtocolFamily.INET);
        DatagramChannel connected = DatagramChannel.open(StandardProtocolFamily.INET)) {
      bound.bind(loopback(0));
      int port = ((InetSocketAddress) bound.getLocalAddress()).getPort();
      connected.connect(loopback(port));
      int other = ((InetSocketAddress) connected.getLocalAddress()).getPort();

      assertEquals(NoEndpoint.INSTANCE, own(scope, Kind.UDP4, port).get(0).raddr());
      assertEquals(port, ((InetEndpoint) own(scope, Kind.UDP4, other).get(0).raddr()).port());
    }
  }
}
