// SPDX-License-Identifier: Apache-2.0
package org.sockscope;

import java.io.Serial;

/** A call to the operating system failed, so that an answer would have been incomplete. */
public class SystemCallException extends SockscopeException {
  @Serial private static final long serialVersionUID = 1L;

  private final String call;
  private final int code;
  private final String text;

  /**
   * An exception about a call.
   *
   * @param call the call that failed, and on what, such as {@code open /proc}
   * @param code the system's error code: errno, or what {@code GetLastError} returned
   * @param text what the system says of that code
   * @param pid the process that it concerns, -1 for none
   */
  public SystemCallException(String call, int code, String text, long pid) {
    super(
        call
            + " failed: "
            + text
            + (pid == -1 ? " (error " + code + ")" : " (error " + code + ", process " + pid + ")"),
        pid,
        null);
    this.call = call;
    this.code = code;
    this.text = text;
  }

  /**
   * The call that failed.
   *
   * @return its name, and what it was called on
   */
  public String call() {
    return call;
  }

  /**
   * The system's error code.
   *
   * @return errno, or what {@code GetLastError} returned
   */
  public int code() {
    return code;
  }

  /**
   * What the system says of the error.
   *
   * @return the text
   */
  public String text() {
    return text;
  }
}
