// SPDX-License-Identifier: Apache-2.0
package org.sockscope.jni;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * A native library as a file, for as long as it takes to load it. The file is created exclusively
 * in a directory that only this user may enter, so that nobody can put another in its place between
 * writing and loading.
 */
final class UnpackedLibrary implements AutoCloseable {
  /** Where to unpack; the directory for temporary files if it is not set. */
  static final String WORKDIR_PROPERTY = "sockscope.library.workdir";

  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private final Path directory;
  private final Path file;

  private UnpackedLibrary(Path directory, Path file) {
    this.directory = directory;
    this.file = file;
  }

  /** Unpacks a library from a jar, or wherever the class loader found it. */
  static UnpackedLibrary of(URL place, String fileName) throws IOException {
    Path workdir =
        Path.of(System.getProperty(WORKDIR_PROPERTY, System.getProperty("java.io.tmpdir")));
    Path directory =
        Files.createTempDirectory(workdir.toAbsolutePath(), "sockscope", permissions(workdir));
    Path file = directory.resolve(fileName);
    UnpackedLibrary unpacked = new UnpackedLibrary(directory, file);
    URLConnection connection = place.openConnection();
    connection.setUseCaches(
        false); // a jar that the cache keeps open can't be replaced, and closing it closes it for
    // others
    try (InputStream in = connection.getInputStream()) {
      Files.createFile(file, permissions(workdir));
      try (var out = Files.newOutputStream(file)) {
        in.transferTo(out);
      }
      return unpacked;
    } catch (IOException | RuntimeException e) {
      unpacked.close();
      throw e;
    }
  }

  private static FileAttribute<?>[] permissions(Path workdir) throws IOException {
    return Files.getFileStore(workdir).supportsFileAttributeView("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }

  Path file() {
    return file;
  }

  /**
   * Deletes the file and its directory; where a loaded library can't be deleted, when the JVM ends.
   */
  @Override
  public void close() {
    for (Path path : new Path[] {file, directory}) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        directory.toFile().deleteOnExit();
        file.toFile().deleteOnExit(); // in the reverse order of these calls
        return;
      }
    }
  }
}
