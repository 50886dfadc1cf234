// SPDX-License-Identifier: Apache-2.0
package org.sockscope;

/** What the pid of a row means: systems differ in what they remember of a socket. */
public enum PidKind {
  /** The process has a descriptor of the socket. */
  HOLDER,
  /**
   * The process created the socket and may have handed it on since: Windows, and SunOS where the
   * descriptors of other processes can't be read.
   */
  CREATOR,
  /**
   * The process used the socket last, which says nothing of who holds it: macOS without root. Such
   * a row has pid -1; the process is in {@link Row#lastUser()}.
   */
  LAST_USER
}
