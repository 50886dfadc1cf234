// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.bsd;

import java.util.EnumSet;
import java.util.Optional;
import org.sockscope.Kind;
import org.sockscope.jni.NativeSocketTable;
import org.sockscope.spi.Capabilities;
import org.sockscope.spi.SocketTable;
import org.sockscope.spi.SocketTableProvider;
import org.sockscope.spi.UnixNames;

/**
 * NetBSD. It tells descriptors and both names of UNIX sockets. Whose a socket is can't be told
 * where the kernel hides its addresses from the asking user; then the socket has pid -1.
 */
public final class NetBsdProvider implements SocketTableProvider {
  private static final Capabilities CAPABILITIES =
      new Capabilities(EnumSet.allOf(Kind.class), true, UnixNames.BOTH);

  /** For {@link java.util.ServiceLoader}; it loads nothing. */
  public NetBsdProvider() {}

  @Override
  public String system() {
    return "NetBSD";
  }

  @Override
  public Optional<String> unavailable() {
    String os = System.getProperty("os.name");
    return os.equals(system())
        ? Optional.empty()
        : Optional.of("it serves NetBSD, and this is " + os);
  }

  @Override
  public SocketTable open() {
    return NativeSocketTable.open(NetBsdProvider.class, "netbsd", CAPABILITIES);
  }
}
