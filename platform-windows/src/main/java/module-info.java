// SPDX-License-Identifier: Apache-2.0
/**
 * Sockscope on Windows.
 *
 * @provides org.sockscope.spi.SocketTableProvider the sockets of Windows, by iphlpapi
 */
module org.sockscope.platform.windows {
  requires static org.jspecify;
  requires org.sockscope;
  requires org.sockscope.jni;

  provides org.sockscope.spi.SocketTableProvider with
      org.sockscope.platform.windows.WindowsProvider;
}
