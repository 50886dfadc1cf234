// SPDX-License-Identifier: Apache-2.0
package org.sockscope.spi;

/**
 * Which ends of a UNIX socket have their name in a {@link org.sockscope.Connection}; the others are
 * always unnamed.
 */
public enum UnixNames {
  /** Neither. */
  NONE,
  /** The local end. */
  LOCAL,
  /** Both ends. */
  BOTH
}
