// SPDX-License-Identifier: Apache-2.0
package org.sockscope.jni;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What linkers say that this machine doesn't have. */
class LinkErrorExplanationTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ld.so.1: java: fatal: libkstat.so.1: open failed: No such file or directory"
            + " | it needs the library libkstat.so.1,",
        "ld.so.1: java: fatal: /a/lib.so: wrong ELF class: ELFCLASS32 | another processor",
        "ld.so.1: java: fatal: /a/lib.so: wrong ELF machine type: EM_SPARCV9 | another processor",
        "ld.so.1: java: fatal: /a/lib.so: wrong ELF data format: ELFDATA2MSB | another processor"
      })
  void sunOs(String message, String explanation) throws Exception {
    Path file = Files.createFile(folder.resolve("lib.so"));
    String explained = LinkErrorExplanation.of(new UnsatisfiedLinkError(message), file);

    assertTrue(explained.contains(explanation), explained);
    assertTrue(explained.contains(message), explained);
  }
}
