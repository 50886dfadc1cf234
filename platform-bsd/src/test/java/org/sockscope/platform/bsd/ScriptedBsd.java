// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.bsd;

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

/** A world on one of the three scripted systems, whose common lines scripted_world.h explains. */
class ScriptedBsd extends ScriptedWorld {
  /** There is always the one that asks; to OpenBSD a machine without any is an error. */
  private static final String ASKING = "process 1000 java";

  /**
   * A world.
   *
   * @param system what its JVM says in the property {@code os.name}
   */
  ScriptedBsd(String system) {
    super(system);
  }

  @Override
  public Map<Feature, String> missing() {
    Map<Feature, String> missing = new HashMap<>(super.missing());
    missing.put(Feature.ABSTRACT_NAME, "the system has no abstract names");
    return missing;
  }

  @Override
  protected Stream<String> lines(List<ScriptedHolder> holders, List<ScriptedSocket> ownerless) {
    Map<Long, String> sockets = new LinkedHashMap<>();
    for (ScriptedHolder holder : holders) {
      holder.sockets().values().forEach(socket -> sockets.put(socket.id(), socket(socket)));
    }
    ownerless.forEach(socket -> sockets.put(socket.id(), socket(socket) + " orphan=1"));
    return Stream.of(
            Stream.of(ASKING),
            holders.stream().flatMap(ScriptedBsd::process),
            sockets.values().stream())
        .flatMap(lines -> lines);
  }

  private static Stream<String> process(ScriptedHolder holder) {
    String word = holder.hasEnded() ? "zombie" : "process";
    return Stream.concat(
        Stream.of("%s %d holder".formatted(word, holder.pid())),
        holder.sockets().entrySet().stream()
            .map(
                held ->
                    "holds %d %d %d".formatted(holder.pid(), held.getKey(), held.getValue().id())));
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

  private static String end(ScriptedSocket socket, Endpoint end) {
    if (end instanceof InetEndpoint inet) {
      return inet.text() + " " + inet.port();
    }
    return (socket.family() == AddressFamily.AF_INET6 ? "::" : "0.0.0.0") + " 0";
  }

  /** By netinet/tcp_fsm.h, which is the same in all three. */
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
