// SPDX-License-Identifier: Apache-2.0
/**
 * Which sockets does a process hold, and which process holds a socket: the types that programs use
 * ({@code org.sockscope}) and the port that platforms implement ({@code org.sockscope.spi}).
 *
 * @uses org.sockscope.spi.SockscopeFactory the domain, from {@code sockscope-core}
 */
module org.sockscope {
  requires static org.jspecify;

  exports org.sockscope;
  exports org.sockscope.spi;

  uses org.sockscope.spi.SockscopeFactory;
}
