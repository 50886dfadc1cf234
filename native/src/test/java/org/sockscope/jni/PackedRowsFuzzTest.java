// SPDX-License-Identifier: Apache-2.0
package org.sockscope.jni;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.sockscope.SockscopeException;

/**
 * The decoder, fed by Jazzer if the environment variable JAZZER_FUZZ is 1, and else with the inputs
 * that lie among the resources of this class.
 */
class PackedRowsFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void thereIsAnAnswerOrAnExceptionOfOurs(byte[] reply) {
    try {
      readAll(PackedRows.of(reply));
    } catch (SockscopeException expected) {
      assertFalse(expected.getMessage().isEmpty());
    }
  }

  private static void readAll(PackedRows rows) {
    rows.unreadable();
    rows.lost();
    rows.method();
    while (rows.next()) {
      rows.protocol();
      rows.type();
      rows.status();
      rows.ownership();
      rows.pidKind();
      rows.nativeState();
      rows.processName();
      rows.localName();
      rows.remoteName();
    }
  }
}
