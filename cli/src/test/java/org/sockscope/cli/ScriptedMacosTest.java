// SPDX-License-Identifier: Apache-2.0
package org.sockscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program over the scripted macOS that platform-macos tests with, as an ordinary user. */
class ScriptedMacosTest {
  private static final Path LIBRARY =
      Path.of("../platform-macos/target/cmake/platform-macos/test/libsockscope-osx-scripted.so");

  /** Its lines are explained in scripted_darwin.h there. */
  private static final String SCENARIO =
      """
      process 100 name=server
      fd 100 3 1
      process 200 zombie
      process 300 name=launchd uid=0
      fd 300 5 2
      tcp4 1 1 127.0.0.1 8080 0.0.0.0 0
      unix 2 stream - /var/run/a last=300
      """;

  @TempDir private Path temp;

  private Run run(String scenario, String... arguments) throws IOException, InterruptedException {
    assumeTrue(Files.exists(LIBRARY), "on a Mac platform-macos builds no scripted one");
    Path err = temp.resolve("err");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dos.name=Mac OS X",
                "-Dsockscope.library.path=" + LIBRARY.toAbsolutePath().normalize(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder program = new ProcessBuilder(command).redirectError(err.toFile());
    program
        .environment()
        .put(
            "SOCKSCOPE_SCENARIO", Files.writeString(temp.resolve("scenario"), scenario).toString());
    Process process = program.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), out, Files.readString(err));
  }

  @Test
  void theSocketsOfOthersHaveNoPid() throws Exception {
    Run run = run(SCENARIO, "--kind", "all", "--format", "jsonl");

    assertEquals(
        """
        {"pid":100,"fd":3,"family":"AF_INET","type":"SOCK_STREAM",\
        "laddr":{"ip":"127.0.0.1","port":8080},"raddr":null,"status":"LISTEN"}
        {"pid":null,"fd":-1,"family":"AF_UNIX","type":"SOCK_STREAM",\
        "laddr":"","raddr":"/var/run/a","status":"NONE"}
        """,
        run.out());
    assertEquals(0, run.status());
  }

  @Test
  void theOnlyWayAndTheNamedLibraryAreDiagnosed() throws Exception {
    Run run = run(SCENARIO, "--diagnose");

    List<String> report = run.out().lines().toList();
    assertEquals(0, run.status(), run::err);
    assertTrue(
        report.contains("library: " + LIBRARY.toAbsolutePath().normalize()), report::toString);
    assertTrue(report.contains("taken: libproc, sysctl"), report::toString);
    assertTrue(report.stream().noneMatch(line -> line.startsWith("way ")), report::toString);
  }

  @ParameterizedTest
  @CsvSource({"300, 4", "200, 3", "999, 3", "100, 0", "0, 0"})
  void theExitStatusTellsWhyAProcessHasNoRows(String pid, int status) throws Exception {
    Run run = run(SCENARIO, "--kind", "all", "--format", "csv", "--pid", pid);

    assertEquals(status, run.status(), run::err);
    assertEquals(status == 0 ? 0 : 1, run.err().lines().count(), run::err);
    assertTrue(status == 0 || run.err().contains(pid), run::err);
  }

  @Test
  void aFailedCallIsNoShorterList() throws Exception {
    Run run = run(SCENARIO + "fault fdinfo 100/3 EIO\n", "--format", "csv");

    assertEquals(1, run.status());
    assertEquals("", run.out());
    assertTrue(run.err().contains("proc_pidfdinfo"), run::err);
    assertTrue(run.err().contains("process 100"), run::err);
  }
}
