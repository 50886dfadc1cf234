// SPDX-License-Identifier: Apache-2.0
/**
 * Sockscope on Linux.
 *
 * @provides org.sockscope.spi.SocketTableProvider the sockets of Linux, by BPF, sock_diag and
 *     procfs
 */
module org.sockscope.platform.linux {
  requires static org.jspecify;
  requires org.sockscope;
  requires org.sockscope.jni;

  provides org.sockscope.spi.SocketTableProvider with
      org.sockscope.platform.linux.LinuxProvider;
}
