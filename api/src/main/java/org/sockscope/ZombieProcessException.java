// SPDX-License-Identifier: Apache-2.0
package org.sockscope;

import java.io.Serial;

/** The process has ended, holds nothing any more, and waits for its parent to take notice. */
public class ZombieProcessException extends NoSuchProcessException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * An exception about a process.
   *
   * @param message what failed and what to do, in one line
   * @param pid the process
   */
  public ZombieProcessException(String message, long pid) {
    super(message, pid);
  }
}
