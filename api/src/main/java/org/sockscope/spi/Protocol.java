// SPDX-License-Identifier: Apache-2.0
package org.sockscope.spi;

/** The tables that systems keep, one for each protocol and family. */
public enum Protocol {
  /** IPPROTO_TCP over AF_INET. */
  TCP4,
  /** IPPROTO_TCP over AF_INET6. */
  TCP6,
  /** IPPROTO_UDP over AF_INET. */
  UDP4,
  /** IPPROTO_UDP over AF_INET6. */
  UDP6,
  /** AF_UNIX, of every type. */
  UNIX
}
