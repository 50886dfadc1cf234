// SPDX-License-Identifier: Apache-2.0
package org.example.consumer;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.sockscope.Connection;
import org.sockscope.Endpoint;
import org.sockscope.InetEndpoint;
import org.sockscope.SocketType;
import org.sockscope.Sockscope;
import org.sockscope.SockscopeException;
import org.sockscope.Status;

/** Opens sockets, lists those of its own process, and fails if one of them is missing. */
public final class Consumer {
  private Consumer() {}

  /**
   * Runs it.
   *
   * @param args none
   * @throws IOException if a socket can't be opened
   */
  public static void main(String[] args) throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (Sockscope scope = Sockscope.system();
        ServerSocket listener = new ServerSocket(0, 1, here);
        Socket client = new Socket(here, listener.getLocalPort());
        Socket accepted = listener.accept();
        DatagramSocket datagrams = new DatagramSocket(0, here)) {
      List<Connection> mine = scope.process(ProcessHandle.current()).connections();
      mine.forEach(System.out::println);

      int port = listener.getLocalPort();
      mustHave(mine, SocketType.SOCK_STREAM, Status.LISTEN, port);
      mustHave(mine, SocketType.SOCK_STREAM, Status.ESTABLISHED, client.getLocalPort());
      mustHave(mine, SocketType.SOCK_STREAM, Status.ESTABLISHED, accepted.getLocalPort());
      mustHave(mine, SocketType.SOCK_DGRAM, Status.NONE, datagrams.getLocalPort());
      if (!scope.connections().containsAll(mine)) {
        throw new IllegalStateException("the whole machine has fewer sockets than this process");
      }
      System.out.println("all sockets were found");
    } catch (SockscopeException e) { // its message says what to do
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static void mustHave(
      List<Connection> connections, SocketType type, Status status, int localPort) {
    boolean found =
        connections.stream()
            .anyMatch(
                c -> c.type() == type && c.status() == status && port(c.laddr()) == localPort);
    if (!found) {
      throw new IllegalStateException(
          type + " " + status + " on port " + localPort + " is missing");
    }
  }

  private static int port(Endpoint endpoint) {
    return endpoint instanceof InetEndpoint inet ? inet.port() : -1;
  }
}
