// SPDX-License-Identifier: Apache-2.0
package org.sockscope.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The text that a scripted kernel answers from, as scenario.h and the kernel's own header explain.
 */
public final class Scenario {
  /** The environment variable with the path of the text; the build sets it. */
  private static final String FILE = "SOCKSCOPE_SCENARIO";

  private Scenario() {}

  /**
   * From now on, each query is answered from this text.
   *
   * @param text the lines; a character is a byte
   */
  public static void write(String text) {
    String file = System.getenv(FILE);
    if (file == null) {
      throw new IllegalStateException("the environment variable " + FILE + " must name a file");
    }
    try {
      Files.writeString(Path.of(file), text, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
