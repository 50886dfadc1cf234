// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.sunos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sockscope.AddressFamily;
import org.sockscope.Endpoint;
import org.sockscope.InetEndpoint;
import org.sockscope.NoEndpoint;
import org.sockscope.SocketType;
import org.sockscope.Status;
import org.sockscope.contract.Feature;
import org.sockscope.contract.scripted.ScriptedHolder;
import org.sockscope.contract.scripted.ScriptedSocket;
import org.sockscope.contract.scripted.ScriptedWorld;

/** A world on the scripted SunOS, whose lines scripted_sunos.h explains. */
final class ScriptedSunOs extends ScriptedWorld {
  private final boolean descriptorsAreTold;

  /**
   * A world without processes.
   *
   * @param descriptorsAreTold whether there is {@code /proc/PID/fdinfo}
   */
  ScriptedSunOs(boolean descriptorsAreTold) {
    super("SunOS");
    this.descriptorsAreTold = descriptorsAreTold;
    start().end(); // the scenario that the constructor above wrote knew nothing of that
  }

  @Override
  public Map<Feature, String> missing() {
    Map<Feature, String> missing = new HashMap<>(super.missing());
    missing.put(Feature.UNIX, "no table has UNIX sockets");
    missing.put(
        Feature.MAPPED_INET4,
        "a listener on an IPv4 address is one of IPv4 here, whatever its socket was made as");
    if (!descriptorsAreTold) {
      missing.put(
          Feature.UNANSWERED_REQUEST,
          "a connection that was not accepted yet goes by the process that made its listener");
    }
    return missing;
  }

  @Override
  protected Stream<String> lines(List<ScriptedHolder> holders, List<ScriptedSocket> ownerless) {
    Map<ScriptedSocket, Long> creators = new HashMap<>();
    List<String> lines = new ArrayList<>();
    if (!descriptorsAreTold) {
      lines.add("no-fdinfo");
    }
    for (ScriptedHolder holder : holders) {
      lines.add("process " + holder.pid() + " holder");
      if (holder.hasEnded()) {
        lines.add("zombie " + holder.pid());
      }
      holder
          .sockets()
          .forEach(
              (fd, socket) -> {
                lines.add(descriptor(holder.pid(), fd, socket));
                if (creators.putIfAbsent(socket, holder.pid()) == null) {
                  endpoints(socket, holder.pid()).forEach(lines::add);
                }
              });
    }
    // The kernel goes on to tell who made what nobody holds.
    long creator = holders.isEmpty() ? 0 : holders.get(0).pid();
    ownerless.forEach(socket -> endpoints(socket, creator).forEach(lines::add));
    return lines.stream();
  }

  private static String descriptor(long pid, int fd, ScriptedSocket socket) {
    boolean isStream = socket.type() == SocketType.SOCK_STREAM;
    // The kernel doesn't tell the peer of a socket that sends no more.
    Endpoint remote = socket.status() == Status.FIN_WAIT2 ? NoEndpoint.INSTANCE : socket.remote();
    return "socket %d %d %d %s %s %s"
        .formatted(
            pid,
            fd,
            socket.id(),
            isStream ? "stream" : "dgram",
            end(isInet6(socket), socket.local()),
            end(isInet6(socket), remote));
  }

  /** An AF_INET6 socket that is not bound is in both tables. */
  private static Stream<String> endpoints(ScriptedSocket socket, long creator) {
    String own = endpoint(socket, isInet6(socket), creator);
    return isInet6(socket) && socket.local() == NoEndpoint.INSTANCE
        ? Stream.of(own, endpoint(socket, false, creator) + " mss=1220")
        : Stream.of(own);
  }

  private static String endpoint(ScriptedSocket socket, boolean inet6, long creator) {
    boolean isTcp = socket.type() == SocketType.SOCK_STREAM;
    return "%s%s %d %s %s pid=%d instance=%d"
        .formatted(
            isTcp ? "tcp" : "udp",
            inet6 ? "6" : "4",
            isTcp ? tcpState(socket) : udpState(socket),
            end(inet6, socket.local()),
            end(inet6, socket.remote()),
            creator,
            socket.id());
  }

  private static boolean isInet6(ScriptedSocket socket) {
    return socket.family() == AddressFamily.AF_INET6;
  }

  private static String end(boolean inet6, Endpoint end) {
    return end instanceof InetEndpoint inet
        ? inet.text() + " " + inet.port()
        : (inet6 ? "::" : "0.0.0.0") + " 0";
  }

  /** By the kernel's inet/tcp.h. */
  private static int tcpState(ScriptedSocket socket) {
    return switch (socket.status()) {
      case CLOSE -> -5;
      case BOUND -> -4;
      case LISTEN -> -3;
      case SYN_SENT -> -2;
      case ESTABLISHED -> 0;
      case CLOSE_WAIT -> 1;
      case FIN_WAIT2 -> 5;
      case TIME_WAIT -> 6;
      default -> throw new IllegalStateException("no opening has a socket in " + socket.status());
    };
  }

  /** By the kernel's inet/mib2.h. */
  private static int udpState(ScriptedSocket socket) {
    if (socket.local() == NoEndpoint.INSTANCE) {
      return 1;
    }
    return socket.remote() == NoEndpoint.INSTANCE ? 2 : 3;
  }
}
