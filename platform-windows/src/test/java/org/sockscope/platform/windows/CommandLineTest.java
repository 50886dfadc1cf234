// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.sockscope.Connection;
import org.sockscope.Endpoint;
import org.sockscope.InetEndpoint;
import org.sockscope.contract.Opening;

/** The program as people start it, by {@code sockscope.cmd} and as a jar. */
@EnabledOnOs(value = OS.WINDOWS, disabledReason = "src/test/wine/run runs it under Wine")
class CommandLineTest {
  /** Beside it lies the built program, as in a clone. */
  private static final Path LAUNCHER = Path.of(System.getProperty("sockscope.test.launcher", ""));

  private static final Path JAR =
      LAUNCHER.resolveSibling("cli/target/sockscope/sockscope-cli-0.1.0.jar");
  private static final String JAVA_HOME = System.getProperty("java.home");

  @TempDir private Path temp;

  private record Run(int status, String out, String err) {}

  private Run run(Stream<String> command) throws IOException, InterruptedException {
    Path err = temp.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(command.toList()).redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", JAVA_HOME);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), out, Files.readString(err));
  }

  private Run launch(Path launcher, String... arguments) throws IOException, InterruptedException {
    return run(Stream.concat(Stream.of("cmd", "/c", launcher.toString()), Stream.of(arguments)));
  }

  private Run launch(String... arguments) throws IOException, InterruptedException {
    return launch(LAUNCHER, arguments);
  }

  private Run runJar(String property, Path value, String... arguments)
      throws IOException, InterruptedException {
    Stream<String> java =
        Stream.of(
            Path.of(JAVA_HOME, "bin", "java").toString(),
            "-D" + property + "=" + value,
            "-jar",
            JAR.toString());
    return run(Stream.concat(java, Stream.of(arguments)));
  }

  @Test
  void jsonTellsWhatAProcessHolds() throws IOException, InterruptedException {
    try (HolderWorld world = new HolderWorld()) {
      HolderProcess holder = heldByOne(world);
      String pid = Long.toString(holder.pid());
      Set<String> held =
          holder.held().stream().map(CommandLineTest::json).collect(Collectors.toSet());

      Run lines = launch("--format", "jsonl", "--pid", pid);
      assertEquals(new Run(0, lines.out, ""), lines);
      assertEquals(held, lines.out.lines().collect(Collectors.toSet()));

      Run array = launch("--format", "json");
      assertEquals(new Run(0, array.out, ""), array);
      assertTrue(array.out.startsWith("[{") && array.out.endsWith("}]\n"), array.out);
      held.forEach(socket -> assertTrue(array.out.contains(socket), array.out));
    }
  }

  private static HolderProcess heldByOne(HolderWorld world) {
    HolderProcess holder = world.start();
    holder.open(Opening.TCP4_LISTENER);
    holder.open(Opening.UDP4_BOUND);
    if (holder.hasInet6()) {
      holder.open(Opening.UDP6_BOUND);
    }
    return holder;
  }

  private static String json(Connection held) {
    return "{\"pid\":%d,\"fd\":-1,\"family\":\"%s\",\"type\":\"%s\",\"laddr\":%s,\"raddr\":null,\"status\":\"%s\"}"
        .formatted(held.pid(), held.family(), held.type(), json(held.laddr()), held.status());
  }

  private static String json(Endpoint end) {
    InetEndpoint inet = (InetEndpoint) end;
    return "{\"ip\":\"%s\",\"port\":%d}".formatted(inet.text(), inet.port());
  }

  @Test
  void theExitStatusIsCarriedThrough() throws IOException, InterruptedException {
    assertEquals(2, launch("--kind", "unix").status);
    assertEquals(3, launch("--pid", "2147483647").status);
  }

  @Test
  void whatItSaysIsUtf8() throws IOException, InterruptedException {
    Run run = launch("--kind", "é");

    assertEquals(2, run.status);
    assertTrue(run.err.contains("é"), run.err);
  }

  @Test
  void anUnbuiltCloneIsToldInOneLine() throws IOException, InterruptedException {
    Path clone = Files.createDirectory(temp.resolve("a clone"));
    Run run = launch(Files.copy(LAUNCHER, clone.resolve("sockscope.cmd")));

    assertEquals(new Run(1, "", run.err), run);
    assertEquals(1, run.err.lines().count(), run.err);
    assertTrue(run.err.contains("it isn't built"), run.err);
  }

  @Test
  void theLibraryLoadsFromAFolderWithSpacesAndLetters() throws IOException, InterruptedException {
    Path named = folder().resolve("bibliothèque.dll");
    String resource =
        "/META-INF/native/windows-%s/sockscope-windows-0.1.0.dll"
            .formatted(System.getProperty("os.arch").equals("amd64") ? "x86_64" : "aarch_64");
    try (InputStream library =
        Objects.requireNonNull(WindowsProvider.class.getResourceAsStream(resource))) {
      Files.copy(library, named);
    }
    Run run = runJar("sockscope.library.path", named, "--kind", "udp4", "--format", "csv");

    assertEquals(new Run(0, run.out, ""), run);
  }

  /** A JVM can't delete the library that it has loaded, not even when it ends. */
  @Test
  void whatOneRunLeavesBehindTheNextDeletes() throws IOException, InterruptedException {
    Path workdir = folder();
    Set<Path> unpacked = new HashSet<>();
    for (int i = 0; i < 2; i++) {
      for (Path earlier : in(workdir)) {
        Files.setLastModifiedTime(earlier, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
      }
      Run run = runJar("sockscope.library.workdir", workdir, "--kind", "udp4", "--format", "csv");
      assertEquals(new Run(0, run.out, ""), run);
      List<Path> left = in(workdir);
      assertEquals(1, left.size(), left::toString);
      unpacked.addAll(left);
    }
    assertEquals(2, unpacked.size(), unpacked::toString);
  }

  private Path folder() throws IOException {
    return Files.createDirectory(temp.resolve("a folder of Zoë's"));
  }

  private static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
