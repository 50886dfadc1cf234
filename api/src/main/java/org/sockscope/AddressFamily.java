// SPDX-License-Identifier: Apache-2.0
package org.sockscope;

/** The address family of a socket, by the name that the socket interface gives it. */
public enum AddressFamily {
  /** Internet Protocol version 4. */
  AF_INET,
  /**
   * Internet Protocol version 6, also where it carries IPv4 traffic (addresses {@code
   * ::ffff:a.b.c.d}).
   */
  AF_INET6,
  /** Sockets between processes of one machine, named by a path, an abstract name or not at all. */
  AF_UNIX
}
