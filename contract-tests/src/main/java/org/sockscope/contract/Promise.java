// SPDX-License-Identifier: Apache-2.0
package org.sockscope.contract;

/** What not every system tells. A platform that doesn't promise it must not show it either. */
public enum Promise {
  /** The descriptor; without the promise {@link org.sockscope.Connection#fd()} is always -1. */
  FD,
  /**
   * TCP sockets that neither listen nor ever connected, and UDP sockets without a port, to those
   * who ask for them with {@link org.sockscope.Query#unbound}; without the promise they are never
   * listed.
   */
  UNBOUND,
  /**
   * The local end of a TCP socket that is bound and nothing more; without the promise it looks as
   * if it weren't bound.
   */
  BOUND_TCP,
  /** A TCP socket that is not even bound is IDLE; without the promise it is CLOSE. */
  IDLE,
  /** The remote end of a connected UDP socket; without the promise it has none. */
  UDP_REMOTE,
  /**
   * One row for each process and descriptor that holds the socket; without the promise one row for
   * the socket, with the process that opened it.
   */
  EVERY_HOLDER,
  /** TCP sockets that no process holds, with pid -1; without the promise they are not listed. */
  OWNERLESS,
  /**
   * An AF_INET6 socket that carries IPv4 traffic is AF_INET6; without the promise a connection is
   * AF_INET, and only a listener stays AF_INET6.
   */
  MAPPED_INET4_IS_INET6,
  /**
   * A process that has ended and was not waited for is a {@link
   * org.sockscope.ZombieProcessException}; without the promise it is only a {@link
   * org.sockscope.NoSuchProcessException}.
   */
  ZOMBIE
}
