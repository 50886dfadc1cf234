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
 * OpenBSD. It tells descriptors, and no names of UNIX sockets are promised: the local one is in
 * {@link org.sockscope.Row#nativeLaddr()}. No rights are needed.
 */
public final class OpenBsdProvider implements SocketTableProvider {
  private static final Capabilities CAPABILITIES =
      new Capabilities(EnumSet.allOf(Kind.class), true, UnixNames.NONE);

  /** For {@link java.util.ServiceLoader}; it loads nothing. */
  public OpenBsdProvider() {}

  @Override
  public String system() {
    return "OpenBSD";
  }

  @Override
  public Optional<String> unavailable() {
    String os = System.getProperty("os.name");
    return os.equals(system())
        ? Optional.empty()
        : Optional.of("it serves OpenBSD, and this is " + os);
  }

  @Override
  public SocketTable open() {
    return NativeSocketTable.open(OpenBsdProvider.class, "openbsd", CAPABILITIES);
  }
}
