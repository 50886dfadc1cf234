// SPDX-License-Identifier: Apache-2.0
package org.sockscope.spi;

import org.sockscope.Sockscope;

/**
 * The domain, as {@link Sockscope#system()} finds it by {@link java.util.ServiceLoader}: {@code
 * sockscope-core} provides it.
 */
public interface SockscopeFactory {
  /**
   * Opens the sockets of this machine.
   *
   * @return a scope of its own
   * @throws org.sockscope.UnsupportedPlatformException if no {@link SocketTableProvider} serves
   *     this system
   * @throws org.sockscope.NativeLibraryException if the provider's native library can't be loaded
   */
  Sockscope open();
}
