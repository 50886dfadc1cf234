// SPDX-License-Identifier: Apache-2.0
package org.sockscope.core;

import org.jspecify.annotations.Nullable;
import org.sockscope.Sockscope;
import org.sockscope.spi.SocketTableProvider;
import org.sockscope.spi.SockscopeFactory;

/** Opens the first {@link SocketTableProvider} that serves this machine. */
public final class ScopeFactory implements SockscopeFactory {
  private final @Nullable ClassLoader loader;

  /** The factory that looks where this class is from, then where the calling thread looks. */
  public ScopeFactory() {
    this(ScopeFactory.class.getClassLoader());
  }

  /**
   * A factory that looks elsewhere first.
   *
   * @param loader sees the providers that come first
   */
  ScopeFactory(@Nullable ClassLoader loader) {
    this.loader = loader;
  }

  @Override
  public Sockscope open() {
    ProviderSearch search = new ProviderSearch();
    SocketTableProvider provider =
        search
            .in(loader)
            .or(() -> search.in(Thread.currentThread().getContextClassLoader()))
            .orElseThrow(
                () ->
                    search.nothingFound(
                        System.getProperty("os.name"), System.getProperty("os.arch")));
    return new TableSockscope(provider.open());
  }
}
