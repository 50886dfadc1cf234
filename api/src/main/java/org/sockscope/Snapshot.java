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
   * All rows. Each is made when it is taken from the list, and keeps nothing of the list or of this
   * snapshot; who goes through them several times may copy the list.
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
   * How many sockets the system showed that could not be read, since they kept changing or were not
   * understood. Each is one row less at most: what could not be read may be of a kind or process
   * that wasn't asked for.
   *
   * <p>On AIX these are the descriptors that could not be followed to a socket, on FreeBSD and
   * Linux the entries of a table that were not understood. Other systems count none.
   *
   * @return the number, 0 if there are none; what was lost without being seen, such as the rest of
   *     a table, is not in it, so that {@link #complete()} may be false all the same. It is false
   *     whenever this isn't 0
   */
  long lost();

  /**
   * The processes that were there but could not be read. Their sockets are among the rows with pid
   * -1 and the reason {@link MissingPid#HIDDEN}, as far as the system lists them otherwise.
   *
   * @return an immutable set of pids
   */
  Set<Long> unreadable();
}
