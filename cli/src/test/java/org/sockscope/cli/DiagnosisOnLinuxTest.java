// SPDX-License-Identifier: Apache-2.0
package org.sockscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The program on a real kernel, with all rights and with none. */
class DiagnosisOnLinuxTest {
  @BeforeEach
  void assumeRootOfLinux() {
    assumeTrue(System.getProperty("os.name").equals("Linux"), "only Linux has several ways");
    assumeTrue(
        System.getProperty("user.name").equals("root"), "only root can try rights and their lack");
  }

  private static List<String> diagnose(List<String> launcher, String... properties)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(launcher);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of(properties));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "--diagnose"));
    Process program = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, program.waitFor(), output);
    return output.lines().toList();
  }

  private static void assertTold(List<String> report, String... lines) {
    for (String line : lines) {
      assertTrue(report.stream().anyMatch(told -> told.matches(line)), () -> line + "; " + report);
    }
  }

  @Test
  void toRootEveryWayIsOpen() throws Exception {
    List<String> report = diagnose(List.of());

    assumeTrue(
        report.stream().noneMatch(line -> line.startsWith("way bpf: refused: ")),
        () -> "BPF is not for this root: " + report);
    assertTold(
        report,
        "library: .*META-INF/native/linux-.*\\.so",
        "way bpf: open",
        "way sock_diag: open",
        "way procfs: open",
        "taken: bpf");
  }

  /** As the same user, without whose rights the JVM of this test can't be read. */
  @Test
  void withoutCapabilitiesBpfIsRefusedAndSockDiagTaken() throws Exception {
    assertTold(
        diagnose(
            List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--ambient-caps=-all")),
        "way bpf: refused: bpf\\(BPF_PROG_LOAD\\) \\(it takes CAP_BPF and CAP_PERFMON\\) failed: .+",
        "way sock_diag: open",
        "way procfs: open",
        "taken: sock_diag",
        "answer: [0-9]+ rows, incomplete",
        "note: [0-9]+ process(es)? could not be read, so .*",
        "for more: .*CAP_SYS_PTRACE.*");
  }

  @Test
  void aWayThatIsForcedIsTold() throws Exception {
    assertTold(
        diagnose(List.of(), "-Dsockscope.method=procfs"),
        "property sockscope.method: procfs",
        "way sock_diag: open",
        "taken: procfs");
  }
}
