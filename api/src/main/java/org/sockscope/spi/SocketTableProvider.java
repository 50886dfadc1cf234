// SPDX-License-Identifier: Apache-2.0
package org.sockscope.spi;

import java.util.Optional;

/**
 * An operating system that Sockscope can ask: a service, found by {@link java.util.ServiceLoader}.
 * Providers of several systems may be there at once; making one must not load anything.
 */
public interface SocketTableProvider {
  /**
   * The system that this provider serves.
   *
   * @return a name for people, such as {@code Linux}
   */
  String system();

  /**
   * Whether this provider serves the machine that it runs on.
   *
   * @return empty if it does, otherwise why it can't, as the end of a sentence; a native library
   *     that fails to load is not such a reason but an exception of {@link #open()}
   */
  Optional<String> unavailable();

  /**
   * Opens the tables of this machine.
   *
   * @return tables of their own, independent of those of other calls
   * @throws org.sockscope.NativeLibraryException if the native library can't be loaded
   * @throws org.sockscope.SystemCallException if the system refuses something that is needed for
   *     every query
   */
  SocketTable open();
}
