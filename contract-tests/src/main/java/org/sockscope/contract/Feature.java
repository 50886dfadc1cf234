// SPDX-License-Identifier: Apache-2.0
package org.sockscope.contract;

/** What a {@link World} may be unable to do: its system lacks it, or nobody wrote it yet. */
public enum Feature {
  /** Sockets over IPv6. */
  INET6,
  /** AF_INET6 sockets that carry IPv4 traffic. */
  MAPPED_INET4,
  /** TCP sockets over IPv6 whose process the system tells. */
  TCP6_HOLDER,
  /** TCP sockets that were accepted and whose process the system tells. */
  ACCEPTED_HOLDER,
  /** Several listeners on one address and port. */
  REUSE_PORT,
  /** A connection request that is not answered. */
  UNANSWERED_REQUEST,
  /** UNIX sockets. */
  UNIX,
  /** UNIX sockets of the type SOCK_SEQPACKET. */
  SEQPACKET,
  /** UNIX sockets with an abstract name. */
  ABSTRACT_NAME,
  /** {@link Holder#dup}. */
  DUP,
  /** {@link Holder#fork}. */
  FORK,
  /** {@link Holder#becomeZombie}. */
  ZOMBIE,
  /** Processes that {@link ProcessHandle#of} finds, which those of a scenario are not. */
  PROCESS_HANDLE
}
