// SPDX-License-Identifier: Apache-2.0
package org.sockscope;

import java.io.Serial;

/** No adapter serves this system; the message names the dependency to add, if there is one. */
public class UnsupportedPlatformException extends SockscopeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * An exception about this system.
   *
   * @param message what is missing and what to add, in one line
   */
  public UnsupportedPlatformException(String message) {
    super(message);
  }
}
