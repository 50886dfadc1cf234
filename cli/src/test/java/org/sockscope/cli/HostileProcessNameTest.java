// SPDX-License-Identifier: Apache-2.0
package org.sockscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sockscope.Sockscope;
import org.sockscope.spi.SocketTableProvider;

/** A real process whose name would write to the terminal. */
class HostileProcessNameTest {
  /** A shell that holds a UDP socket by descriptor 9 and has the name of the link it ran as. */
  private static final String START =
      """
      exec 9<>/dev/udp/127.0.0.1/9
      name=$'a\\n\\e[2J\\r\\xff\\\\ \\x7f\\xc2\\x9b'
      cd "$1"
      ln -s /bin/bash "$name"
      exec "./$name" -c 'rm "$1"; echo ready; read line' shell "$name"
      """;

  private static final String ESCAPED = "a\\x0a\\x1b[2J\\x0d\ufffd\\\\ \\x7f\\u009b";

  @TempDir private Path temp;

  @Test
  void itsNameStaysOnItsLineAndMovesNoCursor() throws Exception {
    assumeTrue(
        ServiceLoader.load(SocketTableProvider.class).stream()
            .anyMatch(provider -> provider.get().unavailable().isEmpty()),
        "no platform in this build serves this machine");
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no /bin/bash to be the process");
    Process process =
        new ProcessBuilder("/bin/bash", "-c", START, "bash", temp.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (Sockscope scope = Sockscope.system();
        BufferedReader answers = process.inputReader(StandardCharsets.US_ASCII)) {
      assertEquals("ready", answers.readLine());

      Run run = Run.of(scope, "--kind", "udp4", "--pid", Long.toString(process.pid()));

      List<String> lines = run.out().lines().toList();
      assertEquals(2, lines.size(), run::out);
      assertTrue(
          lines.get(1).strip().startsWith(process.pid() + "  " + ESCAPED + "   9  udp4 "),
          run::out);
      assertTrue(
          run.out().chars().allMatch(c -> c == '\n' || !Character.isISOControl(c)), run::out);
      assertEquals("", run.err());
      assertEquals(0, run.status());
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
