// SPDX-License-Identifier: Apache-2.0
/**
 * Sockscope on FreeBSD, NetBSD and OpenBSD.
 *
 * @provides org.sockscope.spi.SocketTableProvider the sockets of each of them, by sysctl
 */
module org.sockscope.platform.bsd {
  requires static org.jspecify;
  requires org.sockscope;
  requires org.sockscope.jni;

  provides org.sockscope.spi.SocketTableProvider with
      org.sockscope.platform.bsd.FreeBsdProvider,
      org.sockscope.platform.bsd.NetBsdProvider,
      org.sockscope.platform.bsd.OpenBsdProvider;
}
