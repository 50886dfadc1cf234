// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sockscope.Sockscope;
import org.sockscope.SystemCallException;

/** The names of the ways are the same in Java and in C, but for one that is only taken by force. */
class MethodsTest {
  @Test
  void aScopeCanBeHeldToEachMethodThatItNamesAndToNoOther() {
    List<String> methods;
    try (Sockscope scope = Sockscope.system()) {
      methods = scope.methods();
    }

    assertEquals(List.of(Method.BPF, Method.SOCK_DIAG, Method.PROCFS), methods);
    methods.forEach(method -> Method.open(method).close());
    Method.open("pidfd_getfd").close();
    String refusal =
        assertThrows(SystemCallException.class, () -> Method.open("other")).getMessage();
    assertTrue(refusal.contains("(" + String.join(", ", methods) + ", pidfd_getfd)"), refusal);
  }
}
