// SPDX-License-Identifier: Apache-2.0
package org.sockscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as a process of its own, with a standard output that can't be written. */
class StreamsTest {
  @ParameterizedTest
  @ValueSource(strings = {"--format=table", "--format=json", "--format=jsonl", "--format=csv"})
  void aClosedPipeEndsItSilently(String format) throws Exception {
    Process program = program(format).start();
    program.getInputStream().close();

    assertEquals("", error(program));
    assertEquals(0, program.waitFor());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--format=table", "--format=json", "--format=jsonl", "--format=csv", "--version"})
  void aFullDiskIsStatus1AndOneLine(String arg) throws Exception {
    File full = new File("/dev/full");
    assumeTrue(full.exists(), "this system has no /dev/full");
    ProcessBuilder builder = program(arg).redirectOutput(full);
    builder.environment().put("LC_ALL", "C");

    Process program = builder.start();

    assertEquals(
        "sockscope: cannot write to standard output: No space left on device\n", error(program));
    assertEquals(1, program.waitFor());
  }

  private static ProcessBuilder program(String arg) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    return new ProcessBuilder(java, "-cp", classPath, FixtureProgram.class.getName(), arg);
  }

  private static String error(Process program) throws IOException {
    return new String(program.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
