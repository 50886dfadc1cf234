// SPDX-License-Identifier: Apache-2.0
package org.sockscope;

import java.io.Serial;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A query or the opening of a scope that failed. The message is one line that says what to do. */
public class SockscopeException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** No process is concerned. */
  private static final long NO_PID = -1;

  private final long pid;

  /**
   * An exception that concerns no process.
   *
   * @param message what failed and what to do, in one line
   */
  public SockscopeException(String message) {
    this(message, NO_PID, null);
  }

  /**
   * An exception.
   *
   * @param message what failed and what to do, in one line
   * @param pid the process that it concerns, -1 for none
   * @param cause what caused it, null for nothing
   */
  public SockscopeException(String message, long pid, @Nullable Throwable cause) {
    super(message, cause);
    this.pid = pid;
  }

  /**
   * The process that this concerns.
   *
   * @return the pid, empty if it concerns none
   */
  public OptionalLong pid() {
    return pid == NO_PID ? OptionalLong.empty() : OptionalLong.of(pid);
  }

  /**
   * What failed and what to do.
   *
   * @return one line
   */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
