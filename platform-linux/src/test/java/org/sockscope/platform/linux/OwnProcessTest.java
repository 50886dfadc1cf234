// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockscope.Kind;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.Sockscope;

/** A JVM that asks about itself: its descriptors tell what BPF tells, in every member of a row. */
class OwnProcessTest {
  /**
   * The acknowledgement of what was sent may still be on its way: two readings of it may differ.
   */
  private static final int ATTEMPTS = 20;

  private static Set<Row> read(String method, Query query) {
    try (Sockscope scope = Method.open(method)) {
      List<Row> rows = scope.process(ProcessHandle.current()).snapshot(query).rows();
      assertEquals(rows.size(), Set.copyOf(rows).size(), rows::toString);
      return Set.copyOf(rows);
    }
  }

  private static void assertDescriptorsTellTheSame(Query query) {
    Set<Row> before;
    Set<Row> rows;
    Set<Row> after = read(Method.BPF, query);
    int attempt = 0;
    do {
      before = after;
      rows = read(Method.SOCK_DIAG, query);
      after = read(Method.BPF, query);
      attempt++;
    } while (!before.equals(after) && attempt < ATTEMPTS);
    assertTrue(rows.size() >= 7, rows::toString);
    assertEquals(before, rows);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itsDescriptorsTellTheSameAsBpf(boolean unbound) throws IOException {
    Method.assumeBpf();
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket listener = new ServerSocket(0, 5, loopback);
        ServerSocket everywhere = new ServerSocket(0);
        Socket client = new Socket(loopback, listener.getLocalPort());
        Socket accepted = listener.accept();
        Socket waiting = new Socket(loopback, listener.getLocalPort());
        Socket mapped = new Socket(loopback, everywhere.getLocalPort());
        DatagramSocket udp = new DatagramSocket(0, loopback);
        SocketChannel unconnected = SocketChannel.open()) {
      client.getOutputStream().write(new byte[100]);
      accepted.shutdownOutput();
      assertTrue(waiting.isConnected() && mapped.isConnected() && udp.isBound());
      assertTrue(unconnected.isOpen());

      assertDescriptorsTellTheSame(Query.of(Kind.ALL).unbound(unbound));
    }
  }
}
