// SPDX-License-Identifier: Apache-2.0
/**
 * Sockscope on SunOS (illumos, Solaris).
 *
 * @provides org.sockscope.spi.SocketTableProvider the sockets of SunOS, by the MIB of its network
 */
module org.sockscope.platform.sunos {
  requires static org.jspecify;
  requires org.sockscope;
  requires org.sockscope.jni;

  provides org.sockscope.spi.SocketTableProvider with
      org.sockscope.platform.sunos.SunOsProvider;
}
