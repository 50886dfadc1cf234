// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.windows;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.sockscope.AddressFamily;
import org.sockscope.Connection;
import org.sockscope.Endpoint;
import org.sockscope.InetEndpoint;
import org.sockscope.NoEndpoint;
import org.sockscope.SocketType;
import org.sockscope.Status;

/** A socket as the program {@code holder} tells it. */
record HeldSocket(
    int handle,
    AddressFamily family,
    SocketType type,
    Status status,
    Endpoint local,
    Endpoint remote) {

  static HeldSocket parse(String text) {
    String[] fields = text.split(",", -1);
    AddressFamily family = AddressFamily.valueOf(fields[1]);
    return new HeldSocket(
        Integer.parseInt(fields[0]),
        family,
        SocketType.valueOf(fields[2]),
        Status.valueOf(fields[3]),
        endpoint(family, fields[4]),
        endpoint(family, fields[5]));
  }

  private static Endpoint endpoint(AddressFamily family, String text) {
    if (text.equals("-")) {
      return NoEndpoint.INSTANCE;
    }
    String[] parts = text.split(":", -1);
    ByteBuffer bits = ByteBuffer.wrap(HexFormat.of().parseHex(parts[0]));
    int port = Integer.parseInt(parts[1]);
    return family == AddressFamily.AF_INET
        ? InetEndpoint.of(family, 0, Integer.toUnsignedLong(bits.getInt()), port)
        : InetEndpoint.of(family, bits.getLong(), bits.getLong(), port);
  }

  /** Nobody holds a socket in TIME_WAIT. */
  Connection connection(long pid) {
    boolean held = status != Status.TIME_WAIT;
    return new Connection(held ? handle : -1, family, type, local, remote, status, held ? pid : -1);
  }
}
