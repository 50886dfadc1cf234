// SPDX-License-Identifier: Apache-2.0
package org.sockscope.spi;

/**
 * The socket tables of a running system. Reads of several threads may run side by side; the core
 * closes it once, when none is running, and reads no more after that.
 */
public interface SocketTable extends AutoCloseable {
  /**
   * What this system can tell.
   *
   * @return the capabilities, the same on each call
   */
  Capabilities capabilities();

  /**
   * Asks the system.
   *
   * @param request what to ask for; predicates that the system can't be asked for may be ignored
   * @return the rows, which live on their own: they need neither this table nor the thread that
   *     read them
   * @throws org.sockscope.NoSuchProcessException if the request names a process that is not there
   * @throws org.sockscope.AccessDeniedException if it names a process that may not be read, or the
   *     system refuses every query
   * @throws org.sockscope.SystemCallException if a call failed in a way that would leave rows out
   */
  SocketRows read(SocketRequest request);

  @Override
  void close();
}
