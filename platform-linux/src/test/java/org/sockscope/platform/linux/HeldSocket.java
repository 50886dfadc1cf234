// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.sockscope.AddressFamily;
import org.sockscope.Connection;
import org.sockscope.Endpoint;
import org.sockscope.InetEndpoint;
import org.sockscope.NoEndpoint;
import org.sockscope.SocketType;
import org.sockscope.Status;
import org.sockscope.UnixEndpoint;

/** A socket as the program {@code holder} tells it; fd -1 and inode 0 if nobody holds it. */
record HeldSocket(
    int fd,
    AddressFamily family,
    SocketType type,
    Status status,
    long inode,
    Endpoint local,
    Endpoint remote) {

  static HeldSocket parse(String text) {
    String[] fields = text.split(",", -1);
    AddressFamily family = AddressFamily.valueOf(fields[1]);
    Endpoint local = endpoint(family, fields[5]);
    return new HeldSocket(
        Integer.parseInt(fields[0]),
        family,
        SocketType.valueOf(fields[2]),
        status(fields[3], local),
        Long.parseLong(fields[4]),
        local,
        endpoint(family, fields[6]));
  }

  /** TCP itself has no state for a socket that is bound and nothing more. */
  private static Status status(String state, Endpoint local) {
    Status status = Status.valueOf(state);
    return status == Status.CLOSE && local instanceof InetEndpoint ? Status.BOUND : status;
  }

  private static Endpoint endpoint(AddressFamily family, String text) {
    if (family == AddressFamily.AF_UNIX) {
      return UnixEndpoint.of(text.equals("-") ? new byte[0] : HexFormat.of().parseHex(text));
    }
    if (text.equals("-") || text.endsWith(":0")) {
      return NoEndpoint.INSTANCE;
    }
    String[] parts = text.split(":", -1);
    ByteBuffer bits = ByteBuffer.wrap(HexFormat.of().parseHex(parts[0]));
    int port = Integer.parseInt(parts[1]);
    return family == AddressFamily.AF_INET
        ? InetEndpoint.of(family, 0, Integer.toUnsignedLong(bits.getInt()), port)
        : InetEndpoint.of(family, bits.getLong(), bits.getLong(), port);
  }

  Connection connection(long pid) {
    return new Connection(fd, family, type, local, remote, status, fd == -1 ? -1 : pid);
  }
}
