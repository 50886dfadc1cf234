// SPDX-License-Identifier: Apache-2.0
package org.sockscope.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** A process that lives until it is ended, at the latest when this JVM ends. */
final class LivingProcess {
  private LivingProcess() {}

  static ProcessHandle start() {
    try {
      Path classes =
          Path.of(LivingProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-cp",
              classes.toString(),
              LivingProcess.class.getName())
          .start()
          .toHandle();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  static void end(ProcessHandle process) {
    process.destroyForcibly();
    process.onExit().join();
  }

  /**
   * What the process does: it waits for the end of its input.
   *
   * @param args none
   * @throws IOException never
   */
  public static void main(String[] args) throws IOException {
    System.in.transferTo(System.out);
  }
}
