// SPDX-License-Identifier: Apache-2.0
package org.sockscope;

import java.io.Serial;

/** The process that was asked for is not there, or ended while it was read. */
public class NoSuchProcessException extends SockscopeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * An exception about a process.
   *
   * @param message what failed and what to do, in one line
   * @param pid the process
   */
  public NoSuchProcessException(String message, long pid) {
    super(message, pid, null);
  }
}
