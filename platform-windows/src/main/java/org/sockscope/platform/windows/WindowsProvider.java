// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.windows;

import java.util.EnumSet;
import java.util.Optional;
import org.sockscope.Kind;
import org.sockscope.jni.NativeSocketTable;
import org.sockscope.spi.Capabilities;
import org.sockscope.spi.SocketTable;
import org.sockscope.spi.SocketTableProvider;
import org.sockscope.spi.UnixNames;

/**
 * Windows. Its tables tell neither descriptors nor UNIX sockets. The pid is that of the process
 * that created the socket, also where another one has it now. No rights are needed: elevation adds
 * no rows, and the processes of other users, and protected ones, are listed to everyone. It lets
 * more processes be asked when they started, by which a pid that lives again is noticed.
 */
public final class WindowsProvider implements SocketTableProvider {
  private static final Capabilities CAPABILITIES =
      new Capabilities(EnumSet.complementOf(EnumSet.of(Kind.UNIX)), false, UnixNames.NONE);

  /** For {@link java.util.ServiceLoader}; it loads nothing. */
  public WindowsProvider() {}

  @Override
  public String system() {
    return "Windows";
  }

  @Override
  public Optional<String> unavailable() {
    String os = System.getProperty("os.name");
    return os.startsWith(system() + " ")
        ? Optional.empty()
        : Optional.of("it serves Windows, and this is " + os);
  }

  @Override
  public SocketTable open() {
    return NativeSocketTable.open(WindowsProvider.class, "windows", CAPABILITIES);
  }
}
