// SPDX-License-Identifier: Apache-2.0
package org.sockscope.jni;

import java.util.Locale;
import java.util.Map;

/** Processors, by the names that os-maven-plugin gives and that classifiers are made of. */
final class Architecture {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("amd64", "x86_64"),
          Map.entry("x86_64", "x86_64"),
          Map.entry("aarch64", "aarch_64"),
          Map.entry("arm64", "aarch_64"),
          Map.entry("riscv64", "riscv64"),
          Map.entry("ppc64le", "ppcle_64"),
          Map.entry("ppc64", "ppc_64"),
          Map.entry("s390x", "s390_64"),
          Map.entry("sparcv9", "sparc_64"));

  private Architecture() {}

  /** The processor of this JVM. */
  static String current() {
    return of(System.getProperty("os.arch"));
  }

  /**
   * The name for a processor.
   *
   * @param osArch what a JVM says in the system property {@code os.arch}
   * @return the name; what the JVM says if there is no other
   */
  static String of(String osArch) {
    String arch = osArch.toLowerCase(Locale.ROOT);
    return NAMES.getOrDefault(arch, arch);
  }
}
