// SPDX-License-Identifier: Apache-2.0
package org.sockscope;

import java.io.Serial;

/**
 * This system can't list sockets of the kind that was asked for: {@link Sockscope#supportedKinds()}
 * tells what it can.
 */
public class UnsupportedKindException extends SockscopeException {
  @Serial private static final long serialVersionUID = 1L;

  private final Kind kind;

  /**
   * An exception about a kind.
   *
   * @param message what failed and what to do, in one line
   * @param kind the kind
   */
  public UnsupportedKindException(String message, Kind kind) {
    super(message);
    this.kind = kind;
  }

  /**
   * The kind that was asked for.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
  }
}
