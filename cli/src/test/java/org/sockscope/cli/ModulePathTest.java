// SPDX-License-Identifier: Apache-2.0
package org.sockscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.lang.module.ModuleFinder;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sockscope.spi.SocketTableProvider;

/** The program as named modules, with native access for the one module that needs it. */
class ModulePathTest {
  @TempDir private Path temp;

  @Test
  void thisMachinesSocketsAreListedWithoutAWarning() throws Exception {
    assumeTrue(
        ServiceLoader.load(SocketTableProvider.class).stream()
            .anyMatch(provider -> provider.get().unavailable().isEmpty()),
        "no platform in this build serves this machine");
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Run run = list("--format", "csv", "--pid", Long.toString(ProcessHandle.current().pid()));

      assertEquals("", run.err());
      assertEquals(0, run.status());
      assertTrue(run.out().contains("," + listener.getLocalPort() + ","), run::out);
    }
  }

  private Run list(String... args) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--module-path", String.join(File.pathSeparator, modules())));
    command.add("--enable-native-access=org.sockscope.jni");
    command.addAll(List.of("--module", "org.sockscope.cli/org.sockscope.cli.Main"));
    command.addAll(List.of(args));
    Path err = temp.resolve("err");
    Process program = new ProcessBuilder(command).redirectError(err.toFile()).start();
    String out = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(program.waitFor(), out, Files.readString(err));
  }

  /** Where named modules lie on the class path of this test; those of others do no harm. */
  private static List<String> modules() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(
            place ->
                ModuleFinder.of(Path.of(place)).findAll().stream()
                    .anyMatch(module -> !module.descriptor().isAutomatic()))
        .toList();
  }
}
