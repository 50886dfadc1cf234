// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.windows;

import org.sockscope.Sockscope;

/** A Windows that answers from a scenario, in a JVM of another system. */
final class ScriptedWindows {
  private static final String SYSTEM = "os.name";

  private ScriptedWindows() {}

  /** A scope of it: while it is opened, the JVM says that it runs on Windows. */
  static Sockscope open() {
    String system = System.getProperty(SYSTEM);
    System.setProperty(SYSTEM, "Windows 11");
    try {
      return Sockscope.system();
    } finally {
      System.setProperty(SYSTEM, system);
    }
  }
}
