// SPDX-License-Identifier: Apache-2.0
package org.sockscope;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A {@link Connection}, and all that the system tells beyond its seven fields. What it doesn't tell
 * is empty, never made up. Immutable.
 */
public interface Row {
  /**
   * The seven fields that every system has.
   *
   * @return the connection
   */
  Connection connection();

  /**
   * The network namespace that the socket lives in (Linux).
   *
   * @return the inode number of the namespace, as in {@code /proc/PID/ns/net}
   */
  OptionalLong netns();

  /**
   * The inode of the socket (Linux), as in the link {@code socket:[INODE]} of a descriptor.
   *
   * @return the inode; empty where the kernel has none for it, as for TIME_WAIT
   */
  OptionalLong inode();

  /**
   * The kernel's number for the socket that is never used again while the machine runs (Linux).
   *
   * @return the cookie, an unsigned number
   */
  OptionalLong cookie();

  /**
   * The user that the socket belongs to.
   *
   * @return the user id, 0 to 4294967295
   */
  OptionalLong uid();

  /**
   * Bytes that came in and were not read yet; for a TCP or UNIX listener, the connections that wait
   * to be accepted.
   *
   * @return the length of the queue
   */
  OptionalLong receiveQueue();

  /**
   * Bytes that were written and not acknowledged or not read yet; for a TCP or UNIX listener, how
   * many connections may wait.
   *
   * @return the length of the queue
   */
  OptionalLong sendQueue();

  /**
   * The process that used the socket last, where only that is known: macOS without root.
   *
   * @return the pid; that process need not hold the socket
   */
  OptionalLong lastUser();

  /**
   * The descriptor, where {@link Connection#fd()} is -1 by promise although the system tells it
   * (FreeBSD).
   *
   * @return the descriptor
   */
  OptionalInt nativeFd();

  /**
   * The name of the holder's program. It may hold control characters.
   *
   * @return the name as the system has it, which may cut it short (Linux: 15 bytes)
   */
  Optional<String> processName();

  /**
   * The state of the socket by the system's own name, also for sockets whose {@link Status} is
   * NONE.
   *
   * @return the name, such as {@code TCP_LISTEN}; a number if the state has no name that we know
   */
  Optional<String> nativeState();

  /**
   * The local UNIX name, where {@link Connection#laddr()} is unnamed by promise although the system
   * tells it.
   *
   * @return the name
   */
  Optional<UnixEndpoint> nativeLaddr();

  /**
   * The remote UNIX name, where {@link Connection#raddr()} is unnamed by promise although the
   * system tells it.
   *
   * @return the name
   */
  Optional<UnixEndpoint> nativeRaddr();

  /**
   * What the pid means.
   *
   * @return the kind of {@link Connection#pid()}, or of {@link #lastUser()} if it is {@link
   *     PidKind#LAST_USER}; empty if there is neither
   */
  Optional<PidKind> pidKind();

  /**
   * Why {@link Connection#pid()} is -1.
   *
   * @return the reason; empty if there is a pid
   */
  Optional<MissingPid> missingPid();
}
