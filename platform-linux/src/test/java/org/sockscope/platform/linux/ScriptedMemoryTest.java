// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockscope.Kind;
import org.sockscope.NoSuchProcessException;
import org.sockscope.SystemCallException;
import org.sockscope.contract.Scenario;

/** What a program sees when memory runs out. */
class ScriptedMemoryTest extends LinuxQueries {
  private static final String WORLD =
      SERVER
          + """
          unix 1 10 2f7800 inode=5 cookie=5
          process 300 other
          fault openat 300/fd EACCES
          """;

  @Test
  void whereverItRunsOutTheQueryFailsAndTheNextOneWorks() {
    int allocations = 0;
    while (runsOut(++allocations)) {
      assertEquals(2, machine(WORLD).rows().size());
    }

    assertEquals(2, machine(WORLD).rows().size());
    assertTrue(allocations > 5, "there were few allocations to fail");
  }

  private boolean runsOut(int allocation) {
    try {
      assertEquals(2, machine(WORLD + "memory " + allocation + "\n").rows().size());
      return false;
    } catch (SystemCallException e) {
      assertEquals(ENOMEM, e.code());
      return true;
    }
  }

  /** The failure is told in memory too: less is told then, but still the same. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void aFailureIsToldWithoutIt(int allocation) {
    failure(NoSuchProcessException.class, 4711, SERVER + "memory " + allocation + "\n");
    Scenario.write(SERVER + "fault socket - EIO\nmemory " + allocation + "\n");
    SystemCallException failure =
        assertThrows(SystemCallException.class, () -> scope.connections(Kind.TCP));
    assertTrue(List.of(EIO, ENOMEM).contains(failure.code()), failure::getMessage);
    assertIsServer(onlyRow(SERVER));
  }
}
