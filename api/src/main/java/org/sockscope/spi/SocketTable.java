// SPDX-License-Identifier: Apache-2.0
package org.sockscope.spi;

import java.util.List;
import java.util.Optional;

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
   * The ways of asking this system, if there are several that the property {@code sockscope.method}
   * can hold a table to.
   *
   * @return their names, best first; empty where there is no choice
   */
  default List<String> methods() {
    return List.of();
  }

  /**
   * The native library that asks the system.
   *
   * @return the file or the resource of a jar that it was loaded from, empty if there is none
   */
  default Optional<String> library() {
    return Optional.empty();
  }

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
