// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sockscope.Kind;
import org.sockscope.Query;
import org.sockscope.Sockscope;
import org.sockscope.contract.PlatformContract;
import org.sockscope.contract.Promises;
import org.sockscope.contract.World;

/** The contract on this machine's kernel, with BPF for all that is held. */
class BpfContractTest extends PlatformContract {
  @BeforeEach
  void forceBpf() {
    Method.assumeBpf();
    Method.force(Method.BPF);
  }

  @AfterEach
  void allowEverything() {
    Method.allowAll();
  }

  @Override
  protected World world() {
    return new HolderWorld();
  }

  @Override
  protected Promises promises() {
    return LinuxContractTest.PROMISES;
  }

  @Test
  void nothingElseIsTold() {
    try (Sockscope scope = Sockscope.system()) {
      assertEquals(Method.BPF, scope.snapshot(Query.of(Kind.ALL)).method());
      assertEquals(
          Method.BPF, scope.process(ProcessHandle.current()).snapshot(Query.of(Kind.ALL)).method());
    }
  }
}
