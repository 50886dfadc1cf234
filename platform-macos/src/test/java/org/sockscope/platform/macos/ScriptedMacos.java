// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.macos;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sockscope.AddressFamily;
import org.sockscope.Endpoint;
import org.sockscope.InetEndpoint;
import org.sockscope.SocketType;
import org.sockscope.UnixEndpoint;
import org.sockscope.contract.Feature;
import org.sockscope.contract.scripted.ScriptedHolder;
import org.sockscope.contract.scripted.ScriptedSocket;
import org.sockscope.contract.scripted.ScriptedWorld;

/** A world on the scripted macOS, whose lines scripted_darwin.h explains. */
final class ScriptedMacos extends ScriptedWorld {
  /** What its JVM says in the property {@code os.name}. */
  static final String OS_NAME = "Mac OS X";

  private static final String MAPPED = "::ffff:";

  private final List<String> others;

  /**
   * A world.
   *
   * @param others lines of who asks and of what else there is
   */
  ScriptedMacos(String... others) {
    super(OS_NAME);
    this.others = List.of(others);
  }

  @Override
  public Map<Feature, String> missing() {
    Map<Feature, String> missing = new HashMap<>(super.missing());
    missing.put(Feature.ABSTRACT_NAME, "macOS has no abstract names");
    return missing;
  }

  @Override
  protected Stream<String> lines(List<ScriptedHolder> holders, List<ScriptedSocket> ownerless) {
    Map<Long, String> sockets = new LinkedHashMap<>();
    for (ScriptedHolder holder : holders) {
      holder.sockets().values().forEach(socket -> sockets.put(socket.id(), socket(socket)));
    }
    ownerless.forEach(socket -> sockets.put(socket.id(), socket(socket) + " nofdref"));
    return Stream.of(
            others.stream(),
            holders.stream().flatMap(ScriptedMacos::process),
            sockets.values().stream())
        .flatMap(lines -> lines);
  }

  private static Stream<String> process(ScriptedHolder holder) {
    return Stream.concat(
        Stream.of(
            "process %d name=holder%s".formatted(holder.pid(), holder.hasEnded() ? " zombie" : "")),
        holder.sockets().entrySet().stream()
            .map(
                held ->
                    "fd %d %d %d".formatted(holder.pid(), held.getKey(), held.getValue().id())));
  }

  private static String socket(ScriptedSocket socket) {
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

  /** An IPv4 address of an IPv6 socket is written as one of IPv4. */
  private static String end(ScriptedSocket socket, Endpoint end) {
    if (end instanceof InetEndpoint inet) {
      String text = inet.text();
      return (text.startsWith(MAPPED) ? text.substring(MAPPED.length()) : text) + " " + inet.port();
    }
    boolean inet6 = socket.family() == AddressFamily.AF_INET6 && !isMapped(socket.local());
    return (inet6 ? "::" : "0.0.0.0") + " 0";
  }

  private static boolean isMapped(Endpoint end) {
    return end instanceof InetEndpoint inet && inet.text().startsWith(MAPPED);
  }

  /** By the TSI_S_ constants of sys/proc_info.h. */
  private static int state(ScriptedSocket socket) {
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
