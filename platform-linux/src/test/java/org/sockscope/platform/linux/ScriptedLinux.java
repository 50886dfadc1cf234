// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.sockscope.AddressFamily;
import org.sockscope.Endpoint;
import org.sockscope.InetEndpoint;
import org.sockscope.NoEndpoint;
import org.sockscope.SocketType;
import org.sockscope.UnixEndpoint;
import org.sockscope.contract.scripted.ScriptedHolder;
import org.sockscope.contract.scripted.ScriptedSocket;
import org.sockscope.contract.scripted.ScriptedWorld;

/** A world on the scripted Linux, whose lines scripted_kernel.h explains. */
final class ScriptedLinux extends ScriptedWorld {
  ScriptedLinux() {
    super("Linux");
  }

  /** A socket is listed once, however many descriptors refer to it. */
  @Override
  protected Stream<String> lines(List<ScriptedHolder> holders, List<ScriptedSocket> ownerless) {
    Stream<ScriptedSocket> held =
        holders.stream().flatMap(holder -> holder.sockets().values().stream()).distinct();
    return Stream.concat(
        holders.stream().flatMap(ScriptedLinux::process),
        Stream.concat(held, ownerless.stream())
            .filter(ScriptedLinux::isListed)
            .map(ScriptedLinux::socket));
  }

  private static Stream<String> process(ScriptedHolder holder) {
    long pid = holder.pid();
    Stream<String> process = Stream.of("process " + pid + " holder");
    Stream<String> state = holder.hasEnded() ? Stream.of("ended " + pid) : Stream.of();
    Stream<String> descriptors =
        holder.sockets().entrySet().stream()
            .flatMap(held -> descriptor(pid, held.getKey(), held.getValue()));
    return Stream.of(process, state, descriptors).flatMap(lines -> lines);
  }

  private static Stream<String> descriptor(long pid, int fd, ScriptedSocket socket) {
    return Stream.of(
        "fd %d %d socket:[%d]".formatted(pid, fd, inode(socket)),
        "protocol %d %d %s".formatted(pid, fd, protocol(socket)));
  }

  private static long inode(ScriptedSocket socket) {
    return socket.isOwnerless() ? 0 : socket.id();
  }

  private static boolean isListed(ScriptedSocket socket) {
    return socket.local() != NoEndpoint.INSTANCE;
  }

  private static boolean isInet6(ScriptedSocket socket) {
    return socket.family() == AddressFamily.AF_INET6;
  }

  /** What the kernel calls its protocol. */
  private static String protocol(ScriptedSocket socket) {
    String protocol = socket.type() == SocketType.SOCK_STREAM ? "TCP" : "UDP";
    return switch (socket.family()) {
      case AF_INET -> protocol;
      case AF_INET6 -> protocol + "v6";
      case AF_UNIX -> "UNIX";
    };
  }

  /** Its line in the table that lists it. */
  private static String socket(ScriptedSocket socket) {
    long inode = inode(socket);
    if (socket.local() instanceof UnixEndpoint name) {
      return "unix %d 1 %s inode=%d cookie=%d peer=%d"
          .formatted(unixType(socket), nameInTable(name), inode, inode, socket.peer());
    }
    String table =
        (socket.type() == SocketType.SOCK_STREAM ? "tcp" : "udp") + (isInet6(socket) ? "6" : "4");
    return "%s %d %s %s inode=%d cookie=%d"
        .formatted(
            table,
            state(socket),
            end(socket, socket.local()),
            end(socket, socket.remote()),
            inode,
            inode);
  }

  private static String end(ScriptedSocket socket, Endpoint end) {
    return end instanceof InetEndpoint inet
        ? inet.text() + " " + inet.port()
        : (isInet6(socket) ? "::" : "0.0.0.0") + " 0";
  }

  /** A path has a NUL byte behind it there. */
  private static String nameInTable(UnixEndpoint name) {
    if (name.isUnnamed()) {
      return "-";
    }
    return HexFormat.of().formatHex(name.bytes()) + (name.isAbstract() ? "" : "00");
  }

  private static int unixType(ScriptedSocket socket) {
    return switch (socket.type()) {
      case SOCK_STREAM -> 1;
      case SOCK_DGRAM -> 2;
      case SOCK_SEQPACKET -> 5;
      case OTHER -> throw new IllegalStateException("no opening has a socket of another type");
    };
  }

  /** By the kernel's include/net/tcp_states.h, which UDP uses too. */
  private static int state(ScriptedSocket socket) {
    return switch (socket.status()) {
      case ESTABLISHED -> 1;
      case SYN_SENT -> 2;
      case FIN_WAIT2 -> 5;
      case TIME_WAIT -> 6;
      case CLOSE_WAIT -> 8;
      case LISTEN -> 10;
      case BOUND -> 13;
      case NONE -> socket.remote() == NoEndpoint.INSTANCE ? 7 : 1;
      default -> throw new IllegalStateException("no opening has a socket in " + socket.status());
    };
  }
}
