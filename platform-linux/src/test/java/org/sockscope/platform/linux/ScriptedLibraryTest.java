// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sockscope.NativeLibraryException;
import org.sockscope.Sockscope;

/** A JVM loads one library: another one is refused. */
class ScriptedLibraryTest extends LinuxQueries {
  private final String loaded = System.getProperty("sockscope.library.path");

  @AfterEach
  void nameTheLoadedOneAgain() {
    System.setProperty("sockscope.library.path", loaded);
  }

  @Test
  void anotherOneNeedsAJvmOfItsOwn() {
    System.setProperty("sockscope.library.path", loaded + ".other");
    NativeLibraryException failure = assertThrows(NativeLibraryException.class, Sockscope::system);

    assertTrue(failure.getMessage().contains(loaded + ".other"), failure::getMessage);
    assertTrue(failure.getMessage().contains("JVM of its own"), failure::getMessage);
  }

  @Test
  void theBundledOneIsAnotherOneToo() {
    System.clearProperty("sockscope.library.path");

    assertThrows(NativeLibraryException.class, Sockscope::system);
    assertEquals(List.of(), machine("").rows());
  }
}
