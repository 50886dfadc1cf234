// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.sunos;

import java.util.EnumSet;
import java.util.Optional;
import org.sockscope.Kind;
import org.sockscope.jni.NativeSocketTable;
import org.sockscope.spi.Capabilities;
import org.sockscope.spi.SocketTable;
import org.sockscope.spi.SocketTableProvider;
import org.sockscope.spi.UnixNames;

/**
 * SunOS: illumos and Solaris. Its tables tell neither descriptors nor UNIX sockets, and show those
 * of the zone to everyone. Who holds a socket is told where descriptors are told and may be read;
 * elsewhere the pid is that of the process that created it, if that still lives. A descriptor that
 * is known is in {@link org.sockscope.Row#nativeFd()}.
 */
public final class SunOsProvider implements SocketTableProvider {
  private static final Capabilities CAPABILITIES =
      new Capabilities(EnumSet.complementOf(EnumSet.of(Kind.UNIX)), false, UnixNames.NONE);

  /** For {@link java.util.ServiceLoader}; it loads nothing. */
  public SunOsProvider() {}

  @Override
  public String system() {
    return "SunOS";
  }

  @Override
  public Optional<String> unavailable() {
    String os = System.getProperty("os.name");
    return os.equals(system())
        ? Optional.empty()
        : Optional.of("it serves SunOS, and this is " + os);
  }

  @Override
  public SocketTable open() {
    return NativeSocketTable.open(
        SunOsProvider.class, "sunos", CAPABILITIES, "mib2, fdinfo", "mib2");
  }
}
