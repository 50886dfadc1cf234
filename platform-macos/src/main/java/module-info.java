// SPDX-License-Identifier: Apache-2.0
/**
 * Sockscope on macOS.
 *
 * @provides org.sockscope.spi.SocketTableProvider the sockets of macOS, by libproc and sysctl
 */
module org.sockscope.platform.macos {
  requires static org.jspecify;
  requires org.sockscope;
  requires org.sockscope.jni;

  provides org.sockscope.spi.SocketTableProvider with
      org.sockscope.platform.macos.MacosProvider;
}
