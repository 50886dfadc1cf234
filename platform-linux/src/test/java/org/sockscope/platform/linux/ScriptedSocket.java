// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import java.util.HexFormat;
import org.sockscope.AddressFamily;
import org.sockscope.Connection;
import org.sockscope.Endpoint;
import org.sockscope.InetEndpoint;
import org.sockscope.NoEndpoint;
import org.sockscope.SocketType;
import org.sockscope.Status;
import org.sockscope.UnixEndpoint;

/**
 * A socket of a scenario.
 *
 * @param inode 0 if no process holds it
 * @param peer the inode of a UNIX socket's peer, 0 for none
 */
record ScriptedSocket(
    long inode,
    AddressFamily family,
    SocketType type,
    Endpoint local,
    Endpoint remote,
    Status status,
    long peer) {

  static ScriptedSocket tcp(long inode, InetEndpoint local, Endpoint remote, Status status) {
    return new ScriptedSocket(
        inode, local.family(), SocketType.SOCK_STREAM, local, remote, status, 0);
  }

  static ScriptedSocket udp(long inode, InetEndpoint local, Endpoint remote) {
    return new ScriptedSocket(
        inode, local.family(), SocketType.SOCK_DGRAM, local, remote, Status.NONE, 0);
  }

  /** An AF_INET* socket that no table lists. */
  static ScriptedSocket unbound(long inode, AddressFamily family, SocketType type) {
    return new ScriptedSocket(
        inode,
        family,
        type,
        NoEndpoint.INSTANCE,
        NoEndpoint.INSTANCE,
        type == SocketType.SOCK_STREAM ? Status.CLOSE : Status.NONE,
        0);
  }

  static ScriptedSocket unix(
      long inode, SocketType type, UnixEndpoint local, UnixEndpoint remote, long peer) {
    return new ScriptedSocket(inode, AddressFamily.AF_UNIX, type, local, remote, Status.NONE, peer);
  }

  boolean isListed() {
    return local != NoEndpoint.INSTANCE;
  }

  /** What the kernel calls its protocol. */
  String protocol() {
    String protocol = type == SocketType.SOCK_STREAM ? "TCP" : "UDP";
    return switch (family) {
      case AF_INET -> protocol;
      case AF_INET6 -> protocol + "v6";
      case AF_UNIX -> "UNIX";
    };
  }

  /** Its line in the table that lists it. */
  String line() {
    if (local instanceof UnixEndpoint name) {
      return "unix %d 1 %s inode=%d cookie=%d peer=%d"
          .formatted(unixType(), nameInTable(name), inode, inode, peer);
    }
    String table = (type == SocketType.SOCK_STREAM ? "tcp" : "udp") + (isInet6() ? "6" : "4");
    return "%s %d %s %s inode=%d cookie=%d"
        .formatted(table, state(), end(local), end(remote), inode, inode);
  }

  private boolean isInet6() {
    return family == AddressFamily.AF_INET6;
  }

  private String end(Endpoint end) {
    return end instanceof InetEndpoint inet
        ? inet.text() + " " + inet.port()
        : (isInet6() ? "::" : "0.0.0.0") + " 0";
  }

  /** A path has a NUL byte behind it there. */
  private static String nameInTable(UnixEndpoint name) {
    if (name.isUnnamed()) {
      return "-";
    }
    return HexFormat.of().formatHex(name.bytes()) + (name.isAbstract() ? "" : "00");
  }

  private int unixType() {
    return switch (type) {
      case SOCK_STREAM -> 1;
      case SOCK_DGRAM -> 2;
      case SOCK_SEQPACKET -> 5;
      case OTHER -> throw new IllegalStateException("no opening has a socket of another type");
    };
  }

  /** By the kernel's include/net/tcp_states.h, which UDP uses too. */
  private int state() {
    return switch (status) {
      case ESTABLISHED -> 1;
      case SYN_SENT -> 2;
      case FIN_WAIT2 -> 5;
      case TIME_WAIT -> 6;
      case CLOSE_WAIT -> 8;
      case LISTEN -> 10;
      case BOUND -> 13;
      case NONE -> remote == NoEndpoint.INSTANCE ? 7 : 1;
      default -> throw new IllegalStateException("no opening has a socket in " + status);
    };
  }

  Connection heldBy(long pid, int fd) {
    return new Connection(fd, family, type, local, remote, status, pid);
  }
}
