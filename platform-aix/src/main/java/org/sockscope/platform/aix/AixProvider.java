// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.aix;

import java.util.EnumSet;
import java.util.Optional;
import org.sockscope.Kind;
import org.sockscope.jni.NativeSocketTable;
import org.sockscope.spi.Capabilities;
import org.sockscope.spi.SocketTable;
import org.sockscope.spi.SocketTableProvider;
import org.sockscope.spi.UnixNames;

/**
 * AIX. Only root may read the kernel's memory, where the sockets are: to everybody else every query
 * is an {@link org.sockscope.AccessDeniedException}. Sockets that no process holds are not listed.
 */
public final class AixProvider implements SocketTableProvider {
  private static final Capabilities CAPABILITIES =
      new Capabilities(EnumSet.allOf(Kind.class), true, UnixNames.BOTH);

  /** For {@link java.util.ServiceLoader}; it loads nothing. */
  public AixProvider() {}

  @Override
  public String system() {
    return "AIX";
  }

  @Override
  public Optional<String> unavailable() {
    String os = System.getProperty("os.name");
    return os.equals(system()) ? Optional.empty() : Optional.of("it serves AIX, and this is " + os);
  }

  @Override
  public SocketTable open() {
    return NativeSocketTable.open(AixProvider.class, "aix", CAPABILITIES);
  }
}
