// SPDX-License-Identifier: Apache-2.0
package org.sockscope.contract;

import java.util.List;
import org.sockscope.Connection;

/**
 * A process of a {@link World} that opens sockets when told to.
 *
 * <p>Sockets are told as connections that hide nothing, whatever the platform promises: with the
 * real descriptor, the remote end of a datagram socket, and both names of a UNIX socket. {@link
 * Promises} knows what of that a platform shows.
 */
public interface Holder {
  /**
   * The process.
   *
   * @return its pid
   */
  long pid();

  /**
   * Opens sockets.
   *
   * @param opening which
   * @return the sockets in the order that the {@link Opening} tells, as they are at the end of it;
   *     those that no process holds have pid and fd -1
   */
  List<Connection> open(Opening opening);

  /**
   * All that the process holds.
   *
   * @return a connection for each descriptor that is a socket, as it is now
   */
  List<Connection> held();

  /**
   * Holds a socket under one more descriptor; needs {@link Feature#DUP}.
   *
   * @param held one of {@link #held()}
   * @return the same socket under the new descriptor
   */
  Connection dup(Connection held);

  /**
   * Closes a descriptor.
   *
   * @param held one of {@link #held()}
   */
  void close(Connection held);

  /**
   * Starts a process that shares all sockets of this one, under the same numbers; needs {@link
   * Feature#FORK}. It ends before this one does.
   *
   * @return the new process
   */
  Holder fork();

  /** Ends the process. When it returns, no process has this pid. */
  void end();

  /**
   * Ends the process, and leaves it there as one that has ended and was not waited for; needs
   * {@link Feature#ZOMBIE}.
   */
  void becomeZombie();
}
