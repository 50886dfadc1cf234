// SPDX-License-Identifier: Apache-2.0
package org.sockscope;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The native library can't be loaded, or is not the one that belongs to this version. Every attempt
 * that was made is told in the message and is a suppressed exception.
 */
public class NativeLibraryException extends SockscopeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * An exception about the library.
   *
   * @param message what failed and what to do, in one line
   * @param cause what caused it, null for nothing
   */
  public NativeLibraryException(String message, @Nullable Throwable cause) {
    super(message, -1, cause);
  }
}
