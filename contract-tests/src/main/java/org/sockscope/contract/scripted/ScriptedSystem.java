// SPDX-License-Identifier: Apache-2.0
package org.sockscope.contract.scripted;

import org.sockscope.Sockscope;

/** A system whose kernel answers from a scenario, in a JVM of another system. */
public final class ScriptedSystem {
  private static final String NAME = "os.name";

  private ScriptedSystem() {}

  /**
   * Opens a scope; while it is opened, the JVM says that it runs on that system.
   *
   * @param name what the system's own JVM has in the property {@code os.name}
   * @return a scope of its own
   */
  public static Sockscope open(String name) {
    String own = System.getProperty(NAME);
    System.setProperty(NAME, name);
    try {
      return Sockscope.system();
    } finally {
      System.setProperty(NAME, own);
    }
  }
}
