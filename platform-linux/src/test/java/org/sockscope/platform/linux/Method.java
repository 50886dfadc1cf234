// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import org.sockscope.Sockscope;

/** The ways to ask the kernel, of which scopes that are opened from then on may be held to one. */
final class Method {
  static final String SOCK_DIAG = "sock_diag";
  static final String PROCFS = "procfs";

  private static final String PROPERTY = "sockscope.method";

  private Method() {}

  static void force(String method) {
    System.setProperty(PROPERTY, method);
  }

  static void allowAll() {
    System.clearProperty(PROPERTY);
  }

  /** Opens a scope that is held to one method. */
  static Sockscope open(String method) {
    force(method);
    try {
      return Sockscope.system();
    } finally {
      allowAll();
    }
  }
}
