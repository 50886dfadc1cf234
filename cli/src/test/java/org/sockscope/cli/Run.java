// SPDX-License-Identifier: Apache-2.0
package org.sockscope.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.sockscope.Sockscope;

/** What a run of the program left behind. */
record Run(int status, String out, String err) {
  static Run of(Sockscope scope, String... args) {
    return of(() -> scope, args);
  }

  static Run of(Supplier<Sockscope> system, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status = new Main(system, out, err).run(args);
    return new Run(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
