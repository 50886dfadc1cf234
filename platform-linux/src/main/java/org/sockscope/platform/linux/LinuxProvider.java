// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import java.util.EnumSet;
import java.util.Optional;
import org.sockscope.Kind;
import org.sockscope.jni.NativeSocketTable;
import org.sockscope.spi.Capabilities;
import org.sockscope.spi.SocketTable;
import org.sockscope.spi.SocketTableProvider;
import org.sockscope.spi.UnixNames;

/**
 * Linux. Its descriptors are real; of a UNIX socket the local name is shown, as its promise to
 * users says.
 */
public final class LinuxProvider implements SocketTableProvider {
  private static final Capabilities CAPABILITIES =
      new Capabilities(EnumSet.allOf(Kind.class), true, UnixNames.LOCAL);

  /** For {@link java.util.ServiceLoader}; it loads nothing. */
  public LinuxProvider() {}

  @Override
  public String system() {
    return "Linux";
  }

  @Override
  public Optional<String> unavailable() {
    String os = System.getProperty("os.name");
    return os.equals(system())
        ? Optional.empty()
        : Optional.of("it serves Linux, and this is " + os);
  }

  @Override
  public SocketTable open() {
    return NativeSocketTable.open(
        LinuxProvider.class, "linux", CAPABILITIES, "bpf", "sock_diag", "procfs");
  }
}
