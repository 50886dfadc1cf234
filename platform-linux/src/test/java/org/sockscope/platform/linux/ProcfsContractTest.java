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

/**
 * The contract on this machine's kernel, with nothing but the text of procfs to read. The kernel
 * keeps sockets that are bound and nothing more out of the text; {@link ProcfsTextTest} has what it
 * can't tell of a row.
 */
class ProcfsContractTest extends PlatformContract {
  @BeforeEach
  void forceText() {
    Method.force(Method.PROCFS);
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
    return LinuxContractTest.withoutBoundTcp();
  }

  @Test
  void nothingElseIsRead() {
    try (Sockscope scope = Sockscope.system()) {
      assertEquals(Method.PROCFS, scope.snapshot(Query.of(Kind.ALL)).method());
    }
  }
}
