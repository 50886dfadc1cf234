// SPDX-License-Identifier: Apache-2.0
package org.sockscope.cli;

import java.io.OutputStream;
import java.util.List;
import org.sockscope.Sockscope;

/**
 * Does what the program is commonly asked for, and shows none of it: for the launcher, which has
 * the classes archived that such runs load.
 */
final class Rehearsal {
  private static final List<List<String>> RUNS =
      List.of(
          List.of("--kind", "all"),
          List.of("--kind", "all", "--format", "json"),
          List.of("--kind", "all", "--format", "csv"),
          List.of("--listen", "--port", "1", "--first"),
          List.of("--pid", Long.toString(Long.MAX_VALUE)),
          List.of("--help"),
          List.of("--version"));

  private Rehearsal() {}

  public static void main(String[] args) {
    for (List<String> run : RUNS) {
      OutputStream nowhere = OutputStream.nullOutputStream();
      new Main(() -> Sockscope.system(), nowhere, nowhere).run(run.toArray(String[]::new));
    }
  }
}
