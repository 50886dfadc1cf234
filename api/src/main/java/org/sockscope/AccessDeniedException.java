// SPDX-License-Identifier: Apache-2.0
package org.sockscope;

import java.io.Serial;

/**
 * The process that was asked for exists but may not be read, or the system answers no query without
 * more rights.
 */
public class AccessDeniedException extends SockscopeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * An exception about a process, or about every query.
   *
   * @param message what failed and what to do, in one line
   * @param pid the process, -1 if every query is refused
   */
  public AccessDeniedException(String message, long pid) {
    super(message, pid, null);
  }
}
