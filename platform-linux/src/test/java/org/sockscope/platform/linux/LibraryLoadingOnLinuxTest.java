// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sockscope.Sockscope;

/** How the library gets from the jar into the JVM, and what is said of one that doesn't. */
class LibraryLoadingOnLinuxTest {
  private static final String PATH = "sockscope.library.path";
  private static final String WORKDIR = "sockscope.library.workdir";
  private static final String TMPDIR = "java.io.tmpdir";

  private static final String CLASSIFIER =
      System.getProperty("sockscope.test.classifier", "not set by the build");

  /** The property with the folder of the libraries that the build makes for these tests. */
  private static final Path LIBRARIES =
      Path.of(System.getProperty("sockscope.test.libraries", "not set by the build"));

  private static final int E_MACHINE = 18;
  private static final byte EM_RISCV = (byte) 243;
  private static final byte EM_X86_64 = 62;

  @TempDir private Path temp;
  private final Map<String, String> before = new TreeMap<>();

  @BeforeEach
  void rememberProperties() {
    for (String name : List.of(PATH, WORKDIR, TMPDIR)) {
      before.put(name, System.getProperty(name, ""));
    }
  }

  @AfterEach
  void resetProperties() {
    before.forEach(
        (name, value) -> {
          if (value.isEmpty()) {
            System.clearProperty(name);
          } else {
            System.setProperty(name, value);
          }
        });
  }

  /** All classes anew, so that a library is loaded anew too. */
  private static URLClassLoader ownLoader() throws MalformedURLException {
    List<URL> places = new ArrayList<>();
    for (String place : classPath().split(File.pathSeparator, -1)) {
      places.add(Path.of(place).toUri().toURL());
    }
    return new URLClassLoader(places.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  private static String lookUnder(ClassLoader loader) throws ReflectiveOperationException {
    Class<?> type = Class.forName(OwnListener.class.getName(), true, loader);
    return (String) ((Supplier<?>) type.getConstructor().newInstance()).get();
  }

  private static String lookWith(Path library) throws IOException, ReflectiveOperationException {
    System.setProperty(PATH, library.toString());
    try (URLClassLoader loader = ownLoader()) {
      return lookUnder(loader);
    }
  }

  private static void assertTells(String told, String... words) {
    assertTrue(told.startsWith("org.sockscope.NativeLibraryException: "), told);
    for (String word : words) {
      assertTrue(told.contains(word), told);
    }
  }

  private static List<Path> filesBelow(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return files.filter(file -> !file.equals(folder)).toList();
    }
  }

  /** The library for this machine, as it lies in the jar. */
  private Path bundled() throws IOException {
    Path classes =
        Path.of(LinuxProvider.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    List<Path> libraries = filesBelow(classes.resolve("META-INF/native").resolve(CLASSIFIER));
    assertEquals(1, libraries.size(), libraries::toString);
    return libraries.get(0);
  }

  @Test
  void aScopeTellsWhereItsLibraryIsFrom() throws IOException {
    try (Sockscope scope = Sockscope.system()) {
      assertEquals(Optional.of(bundled().toUri().toURL().toString()), scope.library());
    }
  }

  @Test
  void nothingIsLeftInTheWorkdir() throws IOException, ReflectiveOperationException {
    System.setProperty(WORKDIR, temp.toString());
    System.setProperty(TMPDIR, temp.resolve("not used").toString());
    try (URLClassLoader loader = ownLoader()) {
      assertEquals(OwnListener.FOUND, lookUnder(loader));
      assertEquals(List.of(), filesBelow(temp));
    }
  }

  @Test
  void nothingIsLeftAmongTemporaryFiles() throws IOException, ReflectiveOperationException {
    System.setProperty(TMPDIR, temp.toString());
    try (URLClassLoader loader = ownLoader()) {
      assertEquals(OwnListener.FOUND, lookUnder(loader));
      assertEquals(List.of(), filesBelow(temp));
    }
  }

  @Test
  void eachClassLoaderLoadsALibraryOfItsOwn() throws IOException, ReflectiveOperationException {
    try (URLClassLoader one = ownLoader();
        URLClassLoader other = ownLoader()) {
      assertEquals(OwnListener.FOUND, lookUnder(one));
      assertEquals(OwnListener.FOUND, lookUnder(other));
      assertEquals(OwnListener.FOUND, lookUnder(one));
    }
  }

  @Test
  void theNamedLibraryIsTaken() throws IOException, ReflectiveOperationException {
    System.setProperty(WORKDIR, temp.resolve("not used").toString());

    assertEquals(OwnListener.FOUND, lookWith(Files.copy(bundled(), temp.resolve("named.so"))));
  }

  @Test
  void aLibraryForAnotherProcessorIsRefused() throws IOException, ReflectiveOperationException {
    byte[] bytes = Files.readAllBytes(bundled());
    bytes[E_MACHINE] = bytes[E_MACHINE] == EM_RISCV ? EM_X86_64 : EM_RISCV;
    Path file = Files.write(temp.resolve("other-processor.so"), bytes);

    assertTells(lookWith(file), PATH, "for another processor", file.toString());
  }

  @Test
  void aLibraryThatNeedsAMissingOneNamesIt() throws IOException, ReflectiveOperationException {
    assertTells(
        lookWith(LIBRARIES.resolve("libneeds-vanished.so")),
        PATH,
        "needs the library libvanished.so");
  }

  @Test
  void aLibraryOfAnotherVersionIsRefused() throws IOException, ReflectiveOperationException {
    Path file = LIBRARIES.resolve("libsockscope-linux-other-format.so");

    assertTells(lookWith(file), file.toString(), "format 99", "library and jars of one version");
  }

  @Test
  void aLibraryOfOthersIsRefused() throws IOException, ReflectiveOperationException {
    Path file = LIBRARIES.resolve("libstranger.so");

    assertTells(lookWith(file), file.toString(), "none of Sockscope's");
  }

  @Test
  void whereNothingMayBeExecutedBothPropertiesHelp() throws IOException, InterruptedException {
    Path noexec = Files.createDirectory(temp.resolve("noexec"));
    Run mounted = run(mounting(noexec, "true"));
    assumeTrue(
        mounted.status == 0,
        () -> "a tmpfs can't be mounted in a namespace of its own: " + mounted.output);
    String javaTmpdir = "-D" + TMPDIR + "=" + noexec;

    assertTells(lookOn(noexec, javaTmpdir), WORKDIR, PATH, "nothing may be executed in");
    assertEquals(OwnListener.FOUND, lookOn(noexec, javaTmpdir, "-D" + WORKDIR + "=" + temp));
    assertEquals(OwnListener.FOUND, lookOn(noexec, javaTmpdir, "-D" + PATH + "=" + bundled()));
  }

  @Test
  void openingAScopeOpensNoSocketInThisProcess() throws IOException, InterruptedException {
    Run opened = run(java("--enable-native-access=ALL-UNNAMED", OwnSockets.class));

    assertEquals(new Run(0, "[]"), opened);
  }

  @Test
  void aJvmThatDeniesNativeAccessIsToldTheOptionThatGrantsIt()
      throws IOException, InterruptedException {
    assumeTrue(
        Runtime.version().feature() >= 24,
        () -> "native access can be denied from JDK 24 on, and this is " + Runtime.version());

    Run denied = run(java("--illegal-native-access=deny", OwnListener.class));

    assertEquals(0, denied.status, denied.output);
    assertTells(denied.output, "--enable-native-access=ALL-UNNAMED");
  }

  private static List<String> java(String option, Class<?> main) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return List.of(java, option, "-cp", classPath(), main.getName());
  }

  /** In a JVM that sees the folder as a file system that is mounted noexec. */
  private static String lookOn(Path noexec, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath()));
    command.addAll(List.of(options));
    command.add(OwnListener.class.getName());
    Run run = run(mounting(noexec, command.toArray(String[]::new)));
    assertEquals(0, run.status, run.output);
    return run.output;
  }

  /** A command that mounts that file system, for itself alone, and then runs another. */
  private static List<String> mounting(Path noexec, String... command) {
    String script = "mount -t tmpfs -o noexec tmpfs \"$0\" && exec \"$@\"";
    List<String> unshare =
        new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", script, noexec.toString()));
    unshare.addAll(List.of(command));
    return unshare;
  }

  private record Run(int status, String output) {}

  private static Run run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output.strip());
  }
}
