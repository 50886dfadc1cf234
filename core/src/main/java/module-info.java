// SPDX-License-Identifier: Apache-2.0
/**
 * The domain of Sockscope: what the facts of a system mean, decided once for all systems. It
 * exports nothing; {@code org.sockscope.Sockscope.system()} finds it as a service.
 *
 * @uses org.sockscope.spi.SocketTableProvider the systems
 * @provides org.sockscope.spi.SockscopeFactory the domain
 */
module org.sockscope.core {
  requires org.sockscope;
  requires static org.jspecify;

  uses org.sockscope.spi.SocketTableProvider;

  provides org.sockscope.spi.SockscopeFactory with
      org.sockscope.core.ScopeFactory;
}
