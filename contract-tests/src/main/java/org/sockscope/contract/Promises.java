// SPDX-License-Identifier: Apache-2.0
package org.sockscope.contract;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.sockscope.AddressFamily;
import org.sockscope.Connection;
import org.sockscope.Endpoint;
import org.sockscope.InetEndpoint;
import org.sockscope.Kind;
import org.sockscope.NoEndpoint;
import org.sockscope.SocketType;
import org.sockscope.Status;
import org.sockscope.UnixEndpoint;
import org.sockscope.spi.UnixNames;

/**
 * What a platform promises to its users. Its test states them on its own, by the documentation, and
 * does not take them from the code under test.
 *
 * @param kinds the kinds that it lists
 * @param unixNames which names of a UNIX socket it shows
 * @param kept what else it promises
 */
public record Promises(Set<Kind> kinds, UnixNames unixNames, Set<Promise> kept) {
  /**
   * Copies the sets.
   *
   * @param kinds see above
   * @param unixNames see above
   * @param kept see above
   */
  public Promises {
    kinds = Set.copyOf(kinds);
    kept = Set.copyOf(kept);
  }

  boolean keeps(Promise promise) {
    return kept.contains(promise);
  }

  /** What the platform shows of sockets, of which nothing is hidden yet. */
  List<Connection> shown(Collection<Connection> sockets) {
    return sockets.stream()
        .filter(socket -> socket.pid() != -1 || keeps(Promise.OWNERLESS))
        .filter(socket -> !isUnbound(socket) || keeps(Promise.UNBOUND))
        .filter(socket -> socket.family() != AddressFamily.AF_UNIX || kinds.contains(Kind.UNIX))
        .map(this::shown)
        .toList();
  }

  private static boolean isUnbound(Connection socket) {
    if (socket.family() == AddressFamily.AF_UNIX) {
      return false;
    }
    return switch (socket.status()) {
      case BOUND -> true;
      case CLOSE -> socket.raddr() == NoEndpoint.INSTANCE;
      default -> socket.type() == SocketType.SOCK_DGRAM && socket.laddr() == NoEndpoint.INSTANCE;
    };
  }

  private Connection shown(Connection socket) {
    Endpoint laddr = socket.laddr();
    Endpoint raddr = socket.raddr();
    AddressFamily family = socket.family();
    if (family == AddressFamily.AF_UNIX) {
      laddr = unixNames == UnixNames.NONE ? UnixEndpoint.UNNAMED : laddr;
      raddr = unixNames == UnixNames.BOTH ? raddr : UnixEndpoint.UNNAMED;
    } else if (socket.type() == SocketType.SOCK_DGRAM && !keeps(Promise.UDP_REMOTE)) {
      raddr = NoEndpoint.INSTANCE;
    }
    if (isMapped(laddr)
        && socket.status() != Status.LISTEN
        && !keeps(Promise.MAPPED_INET4_IS_INET6)) {
      family = AddressFamily.AF_INET;
      laddr = unmapped(laddr);
      raddr = unmapped(raddr);
    }
    Status status = socket.status();
    if (status == Status.BOUND && !keeps(Promise.BOUND_TCP)) {
      laddr = NoEndpoint.INSTANCE;
      status = Status.CLOSE;
    }
    if (status == Status.CLOSE && laddr == NoEndpoint.INSTANCE && keeps(Promise.IDLE)) {
      status = Status.IDLE;
    }
    int fd = keeps(Promise.FD) ? socket.fd() : -1;
    return new Connection(fd, family, socket.type(), laddr, raddr, status, socket.pid());
  }

  private static boolean isMapped(Endpoint end) {
    return end instanceof InetEndpoint inet && inet.text().startsWith("::ffff:");
  }

  private static Endpoint unmapped(Endpoint end) {
    if (!(end instanceof InetEndpoint inet) || !isMapped(end)) {
      return end;
    }
    byte[] bits = inet.ip().getAddress();
    long low = 0;
    for (int i = 12; i < 16; i++) {
      low = low << 8 | (bits[i] & 0xFF);
    }
    return InetEndpoint.of(AddressFamily.AF_INET, 0, low, inet.port());
  }
}
