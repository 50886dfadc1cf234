// SPDX-License-Identifier: Apache-2.0
package org.sockscope.contract.scripted;

import java.util.HashMap;
import java.util.Map;
import org.sockscope.AddressFamily;
import org.sockscope.Endpoint;
import org.sockscope.InetEndpoint;
import org.sockscope.SocketType;
import org.sockscope.UnixEndpoint;
import org.sockscope.contract.Feature;

/**
 * A world on a system whose sockets descend from those of 4.4BSD, so that much of a scenario is
 * alike.
 */
public abstract class BerkeleyWorld extends ScriptedWorld {
  private static final String MAPPED = "::ffff:";

  /**
   * A world without processes.
   *
   * @param system what the system's own JVM has in the property {@code os.name}
   */
  protected BerkeleyWorld(String system) {
    super(system);
  }

  @Override
  public Map<Feature, String> missing() {
    Map<Feature, String> missing = new HashMap<>(super.missing());
    missing.put(Feature.ABSTRACT_NAME, "the system has no abstract names");
    return missing;
  }

  /**
   * An address as a scenario writes it.
   *
   * @param address the address, without its port
   * @return by default its text; with {@link #unmapped} where the kernel keeps the IPv4 address
   *     alone
   */
  protected String address(String address) {
    return address;
  }

  /**
   * An IPv4 address of an IPv6 socket, as one of IPv4.
   *
   * @param address an address
   * @return the last four bytes of one that is mapped; another as it is
   */
  protected static String unmapped(String address) {
    return address.startsWith(MAPPED) ? address.substring(MAPPED.length()) : address;
  }

  /**
   * Whether an end is an IPv4 address of an IPv6 socket.
   *
   * @param end an end
   * @return true for {@code ::ffff:a.b.c.d}
   */
  protected static boolean isMapped(Endpoint end) {
    return end instanceof InetEndpoint inet && inet.text().startsWith(MAPPED);
  }

  /**
   * An end of a TCP or UDP socket.
   *
   * @param socket the socket
   * @param end its end
   * @return address and port, zeros for none
   */
  protected final String end(ScriptedSocket socket, Endpoint end) {
    if (end instanceof InetEndpoint inet) {
      return address(inet.text()) + " " + inet.port();
    }
    return (socket.family() == AddressFamily.AF_INET6 ? "::" : "0.0.0.0") + " 0";
  }

  /**
   * The line of a socket: {@code unix ID TYPE LOCAL REMOTE}, {@code tcp4 ID STATE LOCAL REMOTE},
   * {@code udp4 ID LOCAL REMOTE}.
   *
   * @param socket the socket
   * @return the line
   */
  protected final String line(ScriptedSocket socket) {
    if (socket.family() == AddressFamily.AF_UNIX) {
      return "unix %d %s %s %s"
          .formatted(
              socket.id(), unixType(socket.type()), name(socket.local()), name(socket.remote()));
    }
    String version = socket.family() == AddressFamily.AF_INET6 ? "6" : "4";
    String ends = end(socket, socket.local()) + " " + end(socket, socket.remote());
    return socket.type() == SocketType.SOCK_STREAM
        ? "tcp%s %d %d %s".formatted(version, socket.id(), state(socket), ends)
        : "udp%s %d %s".formatted(version, socket.id(), ends);
  }

  private static String unixType(SocketType type) {
    return switch (type) {
      case SOCK_STREAM -> "stream";
      case SOCK_DGRAM -> "dgram";
      case SOCK_SEQPACKET -> "seqpacket";
      case OTHER -> throw new IllegalStateException("no opening has a socket of another type");
    };
  }

  private static String name(Endpoint end) {
    UnixEndpoint name = (UnixEndpoint) end;
    return name.isUnnamed() ? "-" : name.path();
  }

  /**
   * The state of a TCP socket.
   *
   * @param socket the socket
   * @return its number in netinet/tcp_fsm.h, which all of them have kept
   */
  protected static int state(ScriptedSocket socket) {
    return switch (socket.status()) {
      case CLOSE, BOUND -> 0;
      case LISTEN -> 1;
      case SYN_SENT -> 2;
      case ESTABLISHED -> 4;
      case CLOSE_WAIT -> 5;
      case FIN_WAIT2 -> 9;
      case TIME_WAIT -> 10;
      default -> throw new IllegalStateException("no opening has a socket in " + socket.status());
    };
  }
}
