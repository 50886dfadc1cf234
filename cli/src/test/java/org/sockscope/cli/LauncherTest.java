// SPDX-License-Identifier: Apache-2.0
package org.sockscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a clone where {@code setup}, {@code mvn} and {@code java} are scripts. */
class LauncherTest {
  private static final String JAR = "cli/target/sockscope/sockscope-cli-0.1.0.jar";
  private static final String LOG = "target/sockscope-build.log";
  private static final String BUILDING = "sockscope: building, this once\n";

  @TempDir private Path temp;
  private Path clone;

  @BeforeEach
  void makeClone() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "the launcher needs /bin/bash");
    clone = Files.createDirectories(temp.resolve("a clone"));
    Files.copy(Path.of("..", "sockscope"), clone.resolve("sockscope"));
    assertTrue(clone.resolve("sockscope").toFile().setExecutable(true));
    script("scripts/setup", "echo set up");
    script(
        "bin/mvn",
        "echo building; pwd >> '" + temp + "/builds'; sleep 0.2",
        "mkdir -p cli/target/sockscope; : > " + JAR);
    script("bin/java", "printf '<%s>' \"${@: -3}\"; echo");
  }

  private void script(String path, String... lines) throws IOException {
    Path file = clone.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/bash\nset -e\n" + String.join("\n", lines) + "\n");
    assertTrue(file.toFile().setExecutable(true));
  }

  private Process start(Path launcher, Map<String, String> environment) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(launcher.toString(), "--kind", "a b");
    builder.directory(temp.toFile());
    builder.environment().remove("JAVA_HOME");
    builder.environment().compute("PATH", (name, path) -> clone.resolve("bin") + ":" + path);
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** What it prints is less than a pipe holds, so that one stream may be read after the other. */
  private static Run finish(Process process) throws Exception {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), out, err);
  }

  private Run run() throws Exception {
    return finish(start(clone.resolve("sockscope"), Map.of()));
  }

  private Run runWithJavaHome(Path home) throws Exception {
    return finish(start(clone.resolve("sockscope"), Map.of("JAVA_HOME", home.toString())));
  }

  private String expectedOut() throws IOException {
    return "<" + clone.toRealPath().resolve(JAR) + "><--kind><a b>\n";
  }

  private List<String> builds() throws IOException {
    return Files.readAllLines(temp.resolve("builds"));
  }

  @Test
  void theFirstRunBuildsOnStandardErrorAndTheNextOnesRun() throws Exception {
    assertEquals(new Run(0, expectedOut(), BUILDING + "set up\nbuilding\n"), run());
    assertFalse(Files.exists(clone.resolve(LOG)), "the log of a build that worked");

    assertEquals(new Run(0, expectedOut(), ""), run());
    assertEquals(List.of(clone.toRealPath().toString()), builds());
  }

  @Test
  void aLinkToItWorksFromAnyFolder() throws Exception {
    Path first = Files.createSymbolicLink(temp.resolve("first"), Path.of("a clone/sockscope"));
    Path folder = Files.createDirectories(temp.resolve("some where"));
    Path link = Files.createSymbolicLink(folder.resolve("a link"), first);

    assertEquals(expectedOut(), finish(start(link, Map.of())).out());
  }

  @Test
  void ofSeveralFirstRunsAtOnceOneBuilds() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      processes.add(start(clone.resolve("sockscope"), Map.of()));
    }

    for (Process process : processes) {
      assertEquals(expectedOut(), finish(process).out());
    }
    assertEquals(1, builds().size());
  }

  @Test
  void aFailedBuildNamesItsLogAndIsTriedAgain() throws Exception {
    script("bin/mvn", "mkdir -p cli/target/sockscope; : > " + JAR, "echo wrong; exit 7");

    Run failed = run();

    Path log = clone.toRealPath().resolve(LOG);
    assertEquals(
        new Run(1, "", BUILDING + "set up\nwrong\nsockscope: the build failed, see " + log + "\n"),
        failed);
    assertEquals("wrong\n", Files.readString(log));

    script("bin/mvn", "echo right");
    assertEquals(new Run(0, expectedOut(), BUILDING + "set up\nright\n"), run());
  }

  @Test
  void aFailedSetupSpeaksForItself() throws Exception {
    script("scripts/setup", "echo install a JDK >&2; exit 3");

    assertEquals(new Run(1, "", BUILDING + "install a JDK\n"), run());
  }

  @Test
  void javaHomeIsPreferredAndChecked() throws Exception {
    run();
    script("jdk/bin/java", "echo from JAVA_HOME");
    Path home = clone.resolve("jdk");
    assertEquals(new Run(0, "from JAVA_HOME\n", ""), runWithJavaHome(home));

    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
    assertEquals(
        new Run(
            1,
            "",
            "sockscope: the JDK in " + home.toRealPath() + " is too old: 17 or newer is needed\n"),
        runWithJavaHome(home));

    Path none = clone.resolve("none");
    assertEquals(
        new Run(1, "", "sockscope: JAVA_HOME names no JDK: there is no " + none + "/bin/java\n"),
        runWithJavaHome(none));
  }

  @Test
  void anUnbuiltCloneThatCannotBeWrittenSaysWhatToDo() throws Exception {
    Files.createFile(clone.resolve("target")); // root may write into any folder, but not into this

    Path root = clone.toRealPath();
    assertEquals(
        new Run(
            1,
            "",
            "sockscope: it isn't built yet, and you may not write to "
                + root
                + ": have it built there (run "
                + root
                + "/sockscope as its owner), or take a copy of your own\n"),
        run());
  }

  @Test
  void itRunsFromAFolderThatWasDeleted() throws Exception {
    run();
    script("bin/java", "pwd -P; printf '<%s>' \"${@: -3}\"; echo");
    Path folder = Files.createDirectories(temp.resolve("deleted"));
    String launcher = clone.resolve("sockscope").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
            "/bin/bash", "-c", "rmdir '" + folder + "'; exec \"$0\" --kind 'a b'", launcher);
    builder.directory(folder.toFile());
    builder.environment().remove("JAVA_HOME");
    builder.environment().compute("PATH", (name, path) -> clone.resolve("bin") + ":" + path);

    assertEquals("/\n" + expectedOut(), finish(builder.start()).out());
  }

  @Test
  void whatTheJvmSaysIsNoPartOfTheOutput() throws Exception {
    script("bin/java", "printf '%s\\n' \"$@\"");

    List<String> options = run().out().lines().toList();

    assertTrue(options.contains("-XX:+DisplayVMOutputToStderr"), options::toString);
  }

  /** A JDK whose archives tell which JDK made them, and which prints the archive that it uses. */
  private Path archivingJdk(String name) throws IOException {
    script(
        name + "/bin/java",
        "for arg; do case $arg in",
        "-XX:ArchiveClassesAtExit=*) echo made by " + name + " >\"${arg#*=}\";",
        "  echo " + name + " >>'" + temp + "/archived';;",
        "-XX:SharedArchiveFile=*) cat \"${arg#*=}\";;",
        "esac; done");
    Path home = clone.resolve(name);
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
    return home;
  }

  private List<String> archived() throws IOException {
    return Files.readAllLines(temp.resolve("archived"));
  }

  @Test
  void eachJdkArchivesTheClassesOnceAndUsesItsOwnArchive() throws Exception {
    Path one = archivingJdk("one");
    Path other = archivingJdk("other");
    run();
    for (int i = 0; i < 2; i++) {
      assertEquals(new Run(0, "made by one\n", ""), runWithJavaHome(one));
      assertEquals(new Run(0, "made by other\n", ""), runWithJavaHome(other));
    }
    assertEquals(List.of("one", "other"), archived());
  }

  @Test
  void classesAreArchivedAgainForAnotherJarOrAnotherVersionOfTheJdk() throws Exception {
    Path jdk = archivingJdk("jdk");
    run();
    runWithJavaHome(jdk);
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"17.0.2\"\n");
    runWithJavaHome(jdk);
    assertEquals(List.of("jdk", "jdk"), archived());

    FileTime later = FileTime.from(Instant.now().plusSeconds(3600));
    Path library = clone.resolve(JAR).resolveSibling("lib").resolve("a.jar");
    Files.createDirectories(library.getParent());
    Files.setLastModifiedTime(Files.createFile(library), later);
    runWithJavaHome(jdk);
    assertEquals(List.of("jdk", "jdk", "jdk"), archived());
  }

  @Test
  void aJdkThatMakesNoArchiveIsAskedOnce() throws Exception {
    Path jdk = archivingJdk("jdk");
    run();
    script(
        "jdk/bin/java",
        "case \"$*\" in *ArchiveClassesAtExit*) echo jdk >>'" + temp + "/archived'; exit 1;; esac",
        "case \"$*\" in *SharedArchiveFile*) echo used;; *) echo not used;; esac");

    assertEquals(new Run(0, "not used\n", ""), runWithJavaHome(jdk));
    assertEquals(new Run(0, "not used\n", ""), runWithJavaHome(jdk));
    assertEquals(List.of("jdk"), archived());
  }

  /** The JVM of this test takes the launcher's options, and keeps silent about a bad archive. */
  @Test
  void anArchiveThatTheJvmCannotUseIsIgnoredSilently() throws Exception {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Main.class.getName());
    String classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(place -> Path.of(place).toUri().toString())
            .collect(Collectors.joining(" "));
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
    Path jar = clone.resolve(JAR);
    Files.createDirectories(jar.getParent());
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    script("bin/sockscope-version", "exec '" + clone + "/sockscope' --version");
    Path version = clone.resolve("bin/sockscope-version");
    Map<String, String> environment = Map.of("JAVA_HOME", System.getProperty("java.home"));

    Run first = finish(start(version, environment));
    assertTrue(first.out().startsWith("sockscope "), first::toString);
    assertEquals(0, first.status());
    assertEquals("", first.err());

    try (Stream<Path> files = Files.list(jar.getParent())) {
      List<Path> archives =
          files.filter(file -> file.getFileName().toString().endsWith(".jsa")).toList();
      assertEquals(1, archives.size(), archives::toString);
      Files.delete(archives.get(0));
      Files.writeString(archives.get(0), "none of this JVM's");
    }
    assertEquals(first, finish(start(version, environment)));
  }

  @Test
  void itsExitStatusIsThatOfTheProgram() throws Exception {
    script("bin/java", "exit 4");

    assertEquals(4, run().status());
  }
}
