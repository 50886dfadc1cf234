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
 * FreeBSD. Descriptors and the remote names of UNIX sockets, which it tells, are not promised: they
 * are in {@link org.sockscope.Row#nativeFd()} and {@link org.sockscope.Row#nativeRaddr()}. No
 * rights are needed, but the host's policy, and a jail, may hide the sockets and processes of
 * others.
 */
public final class FreeBsdProvider implements SocketTableProvider {
  private static final Capabilities CAPABILITIES =
      new Capabilities(EnumSet.allOf(Kind.class), false, UnixNames.LOCAL);

  /** For {@link java.util.ServiceLoader}; it loads nothing. */
  public FreeBsdProvider() {}

  @Override
  public String system() {
    return "FreeBSD";
  }

  @Override
  public Optional<String> unavailable() {
    String os = System.getProperty("os.name");
    return os.equals(system())
        ? Optional.empty()
        : Optional.of("it serves FreeBSD, and this is " + os);
  }

  @Override
  public SocketTable open() {
    return NativeSocketTable.open(FreeBsdProvider.class, "freebsd", CAPABILITIES);
  }
}
