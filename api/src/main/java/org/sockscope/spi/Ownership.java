// SPDX-License-Identifier: Apache-2.0
package org.sockscope.spi;

/** What an adapter found out about the holder of a row's socket. */
public enum Ownership {
  /** The row's pid is it, in the sense of the row's {@link org.sockscope.PidKind}. */
  KNOWN,
  /** The kernel says that the socket has no holder. */
  NO_HOLDER,
  /** No process that could be read holds it. */
  NOT_FOUND,
  /** A holder was there, but the socket changed hands or went while the tables were read. */
  CHANGED,
  /** No process that could be read holds it, and there are processes that are not even listed. */
  HIDDEN
}
