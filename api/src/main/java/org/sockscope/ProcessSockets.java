// SPDX-License-Identifier: Apache-2.0
package org.sockscope;

import java.util.List;

/**
 * The sockets of one process. It holds nothing: each call asks the system anew, and each says so if
 * the process is not there any more. Thread-safe.
 *
 * <p>Every query throws {@link NoSuchProcessException} if there is no such process, {@link
 * ZombieProcessException} if it has ended but was not waited for (where the system can tell),
 * {@link AccessDeniedException} if it may not be read, and {@link IllegalStateException} if the
 * {@link Sockscope} is closed.
 */
public interface ProcessSockets {
  /**
   * Its TCP and UDP sockets, {@link Kind#INET}.
   *
   * @return an immutable list in no particular order
   */
  List<Connection> connections();

  /**
   * Its sockets of a kind.
   *
   * @param kind the kind
   * @return an immutable list in no particular order
   * @throws UnsupportedKindException if the system can't list that kind
   */
  List<Connection> connections(Kind kind);

  /**
   * Its sockets of a kind, by the kind's name.
   *
   * @param kind a name that {@link Kind#of(String)} takes
   * @return an immutable list in no particular order
   * @throws IllegalArgumentException if there is no kind of that name
   * @throws UnsupportedKindException if the system can't list that kind
   */
  List<Connection> connections(String kind);

  /**
   * The rows of this process that a query asks for.
   *
   * @param query the query; it may name no other process
   * @return the answer
   * @throws IllegalArgumentException if the query names another process
   * @throws UnsupportedKindException if the system can't list its kind
   */
  Snapshot snapshot(Query query);
}
