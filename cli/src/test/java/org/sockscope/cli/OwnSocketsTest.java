// SPDX-License-Identifier: Apache-2.0
package org.sockscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Whoever looks at the whole machine should not find the program that looks. */
class OwnSocketsTest {
  @Test
  void theProgramHasNone() throws Exception {
    assumeTrue(System.getProperty("os.name").equals("Linux"), "only Linux has a platform here");
    Process program =
        new ProcessBuilder(
                "/bin/sh",
                "-c",
                "exec \"$@\" --pid $$",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--kind=all")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();

    String out = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertEquals("PID  PROCESS  FD  PROTO  STATUS  LOCAL  REMOTE\n", out);
    assertEquals(0, program.waitFor());
  }
}
