// SPDX-License-Identifier: Apache-2.0
package org.sockscope.jni;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sockscope.NativeLibraryException;

/**
 * How loading fails, with libraries that can't be loaded. That it works is for the platforms to
 * test.
 */
class LibraryLoadingTest {
  private static final String RESOURCE = "META-INF/native/none/libnone.so";

  @TempDir Path temp;

  @AfterEach
  void clearProperties() {
    System.clearProperty(NativeLibrary.PATH_PROPERTY);
    System.clearProperty(UnpackedLibrary.WORKDIR_PROPERTY);
  }

  private BundledLibrary bundled(byte[]... contents) throws IOException {
    URL[] jars = new URL[contents.length];
    for (int i = 0; i < contents.length; i++) {
      Path file = temp.resolve("jar" + i).resolve(RESOURCE);
      Files.createDirectories(file.getParent());
      Files.write(file, contents[i]);
      jars[i] = temp.resolve("jar" + i).toUri().toURL();
    }
    return new BundledLibrary(new URLClassLoader(jars, null), RESOURCE);
  }

  private Path workdir() throws IOException {
    Path workdir = Files.createDirectories(temp.resolve("workdir"));
    System.setProperty(UnpackedLibrary.WORKDIR_PROPERTY, workdir.toString());
    return workdir;
  }

  private static NativeLibraryException failure(BundledLibrary library) {
    return assertThrows(NativeLibraryException.class, () -> NativeLibrary.load(library));
  }

  @Test
  void aLibraryThatNoJarHas() throws IOException {
    String message = failure(bundled()).getMessage();
    assertTrue(message.contains(RESOURCE), message);
    assertTrue(message.contains("no jar has it"), message);
  }

  @Test
  void everyAttemptIsToldAndSuppressed() throws IOException {
    workdir();
    NativeLibraryException e =
        failure(bundled("not a library".getBytes(StandardCharsets.UTF_8), new byte[0]));

    assertEquals(2, e.getSuppressed().length);
    assertTrue(e.getMessage().contains("jar0"), e::getMessage);
    assertTrue(e.getMessage().contains("jar1"), e::getMessage);
    assertTrue(e.getMessage().contains("not a library of this system, or damaged"), e::getMessage);
    assertEquals(1, e.getMessage().lines().count());
  }

  @Test
  void aLibraryForAnotherProcessor() throws IOException {
    workdir();
    byte[] header = new byte[64];
    System.arraycopy(new byte[] {0x7F, 'E', 'L', 'F', 2, 1, 1}, 0, header, 0, 7);
    header[16] = 3; // ET_DYN
    header[18] = (byte) 0xF3; // EM_RISCV: no machine that runs this test
    header[20] = 1;
    NativeLibraryException e = failure(bundled(header));
    assertTrue(e.getMessage().contains("for another processor"), e::getMessage);
  }

  @Test
  void nothingIsLeftInTheWorkdir() throws IOException {
    Path workdir = workdir();
    failure(bundled(new byte[] {1, 2, 3}));
    try (Stream<Path> left = Files.list(workdir)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void nothingIsLeftInTheWorkdirAfterAnErrorEither() throws IOException {
    Path workdir = workdir();
    URL place = new URL(null, "exhausting:memory", new ExhaustingMemory());

    assertThrows(OutOfMemoryError.class, () -> UnpackedLibrary.of(place, "libnone.so"));

    try (Stream<Path> left = Files.list(workdir)) {
      assertEquals(List.of(), left.toList());
    }
  }

  /** As on Windows, where a loaded library can't be deleted; here another file is in the way. */
  @Test
  void whatOtherJvmsLeftBehindIsDeletedIfItsOwnCantBe() throws IOException {
    Path workdir = workdir();
    Path leftBehind = leftBehind("sockscope1", Duration.ofMinutes(2));
    Path justUnpacked = leftBehind("sockscope2", Duration.ZERO);
    Path ofOthers = leftBehind("sockscope-backup", Duration.ofMinutes(2));

    UnpackedLibrary unpacked =
        UnpackedLibrary.of(bundled(new byte[] {1}).places().get(0), "libnone.so");
    Path own = Files.createFile(unpacked.file().resolveSibling("in the way")).getParent();
    unpacked.close();

    try (Stream<Path> left = Files.list(workdir)) {
      assertEquals(Set.of(justUnpacked, ofOthers, own), left.collect(Collectors.toSet()));
    }
    assertTrue(Files.notExists(leftBehind));
    assertTrue(Files.exists(justUnpacked.resolve("libnone.so")));
  }

  private Path leftBehind(String directory, Duration age) throws IOException {
    Path created = Files.createDirectory(temp.resolve("workdir").resolve(directory));
    Files.createFile(created.resolve("libnone.so"));
    Files.setLastModifiedTime(created, FileTime.from(Instant.now().minus(age)));
    return created;
  }

  private static final class ExhaustingMemory extends URLStreamHandler {
    @Override
    protected URLConnection openConnection(URL place) {
      return new URLConnection(place) {
        @Override
        public void connect() {}

        @Override
        public InputStream getInputStream() {
          throw new OutOfMemoryError("of this test");
        }
      };
    }
  }

  @Test
  void aWorkdirThatIsNotThere() throws IOException {
    System.setProperty(UnpackedLibrary.WORKDIR_PROPERTY, temp.resolve("nowhere").toString());
    String message = failure(bundled(new byte[] {1})).getMessage();
    assertTrue(message.contains("can't be unpacked"), message);
    assertTrue(message.contains(UnpackedLibrary.WORKDIR_PROPERTY), message);
    assertTrue(message.contains(NativeLibrary.PATH_PROPERTY), message);
  }

  @Test
  void aNamedLibraryIsTakenWithoutFallback() throws IOException {
    System.setProperty(NativeLibrary.PATH_PROPERTY, temp.resolve("missing.so").toString());
    NativeLibraryException e = failure(bundled());
    assertTrue(e.getMessage().contains("there is no such file"), e::getMessage);
    assertTrue(e.getMessage().contains(NativeLibrary.PATH_PROPERTY), e::getMessage);
    assertTrue(e.getMessage().contains("missing.so"), e::getMessage);
  }

  @Test
  void theFileIsForItsOwnerAlone() throws IOException {
    workdir();
    URL place = bundled(new byte[] {1, 2, 3}).places().get(0);
    Path file;
    try (UnpackedLibrary unpacked = UnpackedLibrary.of(place, "libnone.so")) {
      file = unpacked.file();
      assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      assertEquals(
          "rwx------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
    }
    assertTrue(Files.notExists(file));
    assertTrue(Files.notExists(file.getParent()));
  }

  @Test
  void whatLinkersSayIsExplained() throws IOException {
    Path file = Files.createFile(temp.resolve("lib.so"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    assertExplained(
        "it needs the library libm.so.6",
        "/t/lib.so: libm.so.6: cannot open shared object file: No such file",
        file);
    assertExplained(
        "it needs the library libm.so.6",
        "Error loading shared library libm.so.6: No such file (needed by lib.so)",
        file);
    assertExplained(
        "newer C library (GLIBC_2.38)",
        "/lib/libc.so.6: version `GLIBC_2.38' not found (required by lib.so)",
        file);
    assertExplained("the system's linker refused it", "something else", file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertExplained(
        "nothing may be executed in", "lib.so: failed to map segment from shared object", file);
  }

  @Test
  void whatTheLinkerOfMacosSaysIsExplained() throws IOException {
    Path file = Files.createFile(temp.resolve("lib.dylib"));
    assertExplained(
        "for another processor",
        "/t/lib.dylib: dlopen(/t/lib.dylib, 0x0001): tried: '/t/lib.dylib' (mach-o file, but is an"
            + " incompatible architecture (have 'x86_64', need 'arm64e' or 'arm64'))",
        file);
    assertExplained(
        "for another processor",
        "/t/lib.dylib: dlopen(/t/lib.dylib, 1): no suitable image found. Did find: /t/lib.dylib:"
            + " mach-o, but wrong architecture",
        file);
    assertExplained(
        "not a library of this system, or damaged",
        "dlopen(/t/lib.dylib, 0x0001): tried: '/t/lib.dylib' (slice is not valid mach-o file)",
        file);
    assertExplained(
        "not a library of this system, or damaged",
        "dlopen(/t/lib.dylib, 0x0001): tried: '/t/lib.dylib' (not a mach-o file)",
        file);
    assertExplained(
        "com.apple.quarantine",
        "dlopen(/t/lib.dylib, 0x0001): tried: '/t/lib.dylib' (code signature in <UUID>"
            + " '/t/lib.dylib' not valid for use in process: library load disallowed by system"
            + " policy)",
        file);
    assertExplained(
        "disable-library-validation",
        "dlopen(/t/lib.dylib, 0x0001): tried: '/t/lib.dylib' (code signature in <UUID>"
            + " '/t/lib.dylib' not valid for use in process: mapping process and mapped file"
            + " (non-platform) have different Team IDs)",
        file);
    assertExplained(
        "its signature is none",
        "no suitable image found. Did find: code signature invalid for '/t/lib.dylib'",
        file);
    assertExplained(
        "it needs the library @rpath/libz.dylib",
        "dlopen(/t/lib.dylib, 0x0001): Library not loaded: @rpath/libz.dylib Referenced from:"
            + " <UUID> /t/lib.dylib Reason: tried: '/t/libz.dylib' (no such file)",
        file);
  }

  @Test
  void whatTheLinkersOfFreeBsdAndNetBsdSayIsExplained() throws IOException {
    Path file = Files.createFile(temp.resolve("lib.so"));
    for (String other : List.of("unsupported machine", "unsupported file layout")) {
      assertExplained("for another processor", "/t/lib.so: " + other, file);
    }
    assertExplained("for another processor", "/t/lib.so: invalid ELF class 1; expected 2", file);
    for (String damage :
        List.of(
            "invalid file format", "not ELF file (magic number bad)", "unsupported file type")) {
      assertExplained("not a library of this system, or damaged", "/t/lib.so: " + damage, file);
    }
    assertExplained(
        "it needs the library libutil.so.9",
        "Shared object \"libutil.so.9\" not found, required by \"lib.so\"",
        file);
    assertExplained(
        "newer C library (FBSD_1.8)",
        "/lib/libc.so.7: version FBSD_1.8 required by /t/lib.so not found",
        file);
    assertExplained(
        "it needs a newer system than this one, which has no sysctlbyname",
        "/t/lib.so: Undefined symbol \"sysctlbyname\"",
        file);
    assertExplained(
        "it needs a newer system than this one, which has no sysctlbyname",
        "/t/lib.so: Undefined PLT symbol \"sysctlbyname\" (symnum = 7)",
        file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    assertExplained("nothing may be executed in", "Cannot execute objects on /tmp", file);
  }

  @Test
  void whatTheLinkerOfOpenBsdSaysIsExplained() throws IOException {
    Path file = Files.createFile(temp.resolve("lib.so"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    assertExplained("damaged, or for another system or processor", "File not an ELF object", file);
    assertExplained("a library or a symbol that", "Cannot load specified object", file);
    assertExplained("nothing may be executed in", "Can't map ELF object", file);
  }

  @Test
  void whatTheLinkerOfMacosSaysInSeveralLinesIsOne() throws IOException {
    String explanation =
        LinkErrorExplanation.of(
            new UnsatisfiedLinkError(
                """
                dlopen(/t/lib.dylib, 9): Symbol not found: ___darwin_check_fd_set_overflow
                  Referenced from: /t/lib.dylib (which was built for Mac OS X 11.0)
                  Expected in: /usr/lib/libSystem.B.dylib
                """),
            Files.createFile(temp.resolve("lib.dylib")));
    assertEquals(
        "it needs a newer system than this one, which has no ___darwin_check_fd_set_overflow"
            + " (dlopen(/t/lib.dylib, 9): Symbol not found: ___darwin_check_fd_set_overflow"
            + " Referenced from: /t/lib.dylib (which was built for Mac OS X 11.0)"
            + " Expected in: /usr/lib/libSystem.B.dylib)",
        explanation);
  }

  /** Registering the native methods is then what fails. */
  @Test
  void aLibraryThatDoesNotFindItsClassTellsOfRelocation() throws IOException {
    Path file = Files.createFile(temp.resolve("lib.so"));
    String explanation =
        LinkErrorExplanation.of(new NoClassDefFoundError("org/sockscope/jni/NativeLibrary"), file);
    assertTrue(explanation.contains("relocate"), explanation);
    assertTrue(explanation.endsWith("(org/sockscope/jni/NativeLibrary)"), explanation);
  }

  private static void assertExplained(String expected, String message, Path file) {
    String explanation = LinkErrorExplanation.of(new UnsatisfiedLinkError(message), file);
    assertTrue(explanation.contains(expected), explanation);
    assertTrue(explanation.endsWith("(" + message + ")"), explanation);
  }
}
