// SPDX-License-Identifier: Apache-2.0
package org.sockscope.jni;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTest {
  @ParameterizedTest
  @CsvSource({
    "amd64, x86_64",
    "x86_64, x86_64",
    "aarch64, aarch_64",
    "riscv64, riscv64",
    "ppc64le, ppcle_64",
    "s390x, s390_64",
    "ppc64, ppc_64",
    "sparcv9, sparc_64",
    "AMD64, x86_64",
    "pdp11, pdp11",
  })
  void namesAreThoseOfClassifiers(String osArch, String name) {
    assertEquals(name, Architecture.of(osArch));
  }
}
