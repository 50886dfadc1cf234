// SPDX-License-Identifier: Apache-2.0
/**
 * Sockscope on AIX.
 *
 * @provides org.sockscope.spi.SocketTableProvider the sockets of AIX, from the kernel's memory
 */
module org.sockscope.platform.aix {
  requires static org.jspecify;
  requires org.sockscope;
  requires org.sockscope.jni;

  provides org.sockscope.spi.SocketTableProvider with
      org.sockscope.platform.aix.AixProvider;
}
