// SPDX-License-Identifier: Apache-2.0
package org.sockscope;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The answer to a {@link Query}: what the system said at one time, and how far that can be trusted.
 * Immutable and thread-safe; it needs no closing and outlives the {@link Sockscope}.
 */
public interface Snapshot {
  /**
   * All rows, made on each call.
   *
   * @return an immutable list in no particular order; it may hold equal elements
   */
  List<Row> rows();

  /**
   * The connections of all rows, made on each call.
   *
   * @return an immutable list in the order of {@link #rows()}
   */
  List<Connection> connections();

  /**
   * When the system was asked.
   *
   * @return the time just before the first table was read
   */
  Instant readAt();

  /**
   * How the system was asked.
   *
   * @return the interface's name, such as {@code sock_diag}
   */
  String method();

  /**
   * Whether this is all there is.
   *
   * @return false if a process could not be read, or a part of a table was lost or not understood
   */
  boolean complete();

  /**
   * The processes that were there but could not be read. Their sockets are among the rows with pid
   * -1 and the reason {@link MissingPid#HIDDEN}, as far as the system lists them otherwise.
   *
   * @return an immutable set of pids
   */
  Set<Long> unreadable();
}
