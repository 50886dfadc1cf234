// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.macos;

import java.util.EnumSet;
import java.util.Optional;
import org.sockscope.Kind;
import org.sockscope.jni.NativeSocketTable;
import org.sockscope.spi.Capabilities;
import org.sockscope.spi.SocketTable;
import org.sockscope.spi.SocketTableProvider;
import org.sockscope.spi.UnixNames;

/**
 * macOS. Its descriptors are real, and both names of a UNIX socket are shown. The processes of
 * other users can be read by root alone: for everyone else their sockets come from the tables that
 * netstat reads, which tell no holder but only who used a socket last.
 */
public final class MacosProvider implements SocketTableProvider {
  private static final Capabilities CAPABILITIES =
      new Capabilities(EnumSet.allOf(Kind.class), true, UnixNames.BOTH);

  /** For {@link java.util.ServiceLoader}; it loads nothing. */
  public MacosProvider() {}

  @Override
  public String system() {
    return "macOS";
  }

  @Override
  public Optional<String> unavailable() {
    String os = System.getProperty("os.name");
    return os.equals("Mac OS X")
        ? Optional.empty()
        : Optional.of("it serves macOS, and this is " + os);
  }

  @Override
  public SocketTable open() {
    return NativeSocketTable.open(MacosProvider.class, "osx", CAPABILITIES);
  }
}
