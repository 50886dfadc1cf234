// SPDX-License-Identifier: Apache-2.0
package org.sockscope;

/** Why a row has pid -1. */
public enum MissingPid {
  /**
   * No process holds the socket: the kernel says so (TIME_WAIT, a connection request, an orphan, a
   * connection not yet accepted), or every process could be read and none has it (a descriptor in
   * flight between processes).
   */
  NONE,
  /**
   * No holder was found, but some process could not be read, {@link Snapshot#unreadable()}, or is
   * not even shown to us (Linux: hidepid, and a pid namespace that is not the first one; SunOS
   * without {@code /proc/PID/fdinfo}, where no process tells what it holds).
   */
  HIDDEN,
  /** The socket was closed or changed hands while the tables were being read. */
  GONE
}
