// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import static org.junit.jupiter.api.Assumptions.abort;

import java.util.Optional;
import org.sockscope.Sockscope;
import org.sockscope.SystemCallException;

/** The ways to ask the kernel, of which scopes that are opened from then on may be held to one. */
final class Method {
  static final String BPF = "bpf";
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

  /** Skips the test where BPF is refused, as it is without rights or on an old kernel. */
  static void assumeBpf() {
    bpfRefusal().ifPresent(refusal -> abort(refusal));
  }

  /** Why BPF can't be used here. */
  static Optional<String> bpfRefusal() {
    try (Sockscope scope = open(BPF)) {
      scope.connections();
      return Optional.empty();
    } catch (SystemCallException e) {
      return Optional.of(e.getMessage());
    }
  }
}
