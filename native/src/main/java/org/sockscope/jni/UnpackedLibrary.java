// SPDX-License-Identifier: Apache-2.0
package org.sockscope.jni;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A native library as a file, for as long as it takes to load it. The file is created exclusively
 * in a directory that only this user may enter, so that nobody can put another in its place between
 * writing and loading.
 */
final class UnpackedLibrary implements AutoCloseable {
  /** Where to unpack; the directory for temporary files if it is not set. */
  static final String WORKDIR_PROPERTY = "sockscope.library.workdir";

  private static final String PREFIX = "sockscope";

  /** Within it another JVM has loaded what it unpacked, so that the system protects it. */
  private static final Duration TIME_TO_LOAD = Duration.ofMinutes(1);

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
        Path.of(System.getProperty(WORKDIR_PROPERTY, System.getProperty("java.io.tmpdir")))
            .toAbsolutePath();
    boolean posix = workdir.getFileSystem().supportedFileAttributeViews().contains("posix");
    Path directory = createDirectory(workdir, ownerOnly(posix));
    UnpackedLibrary unpacked = new UnpackedLibrary(directory, directory.resolve(fileName));
    boolean done = false;
    try {
      unpacked.write(place, posix);
      done = true;
      return unpacked;
    } finally { // also when memory or the stack is exhausted
      if (!done) {
        unpacked.close();
      }
    }
  }

  /**
   * Files.createTempDirectory would do, but that its names can't be guessed, which nobody needs of
   * a directory that was not there before and that others may not enter; for that it takes a tenth
   * of the start of a short-lived program.
   */
  private static Path createDirectory(Path workdir, FileAttribute<?>... attributes)
      throws IOException {
    while (true) {
      String number = Long.toUnsignedString(ThreadLocalRandom.current().nextLong());
      try {
        return Files.createDirectory(workdir.resolve(PREFIX + number), attributes);
      } catch (FileAlreadyExistsException e) {
        // Another number is free.
      }
    }
  }

  private static FileAttribute<?>[] ownerOnly(boolean posix) {
    return posix
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }

  /**
   * By java.io, not by a channel: the first channel of JDK 17 opens a pair of UNIX sockets that
   * this process then keeps, and would find among its own.
   */
  private void write(URL place, boolean posix) throws IOException {
    File created = file.toFile();
    if (!created.createNewFile()) {
      throw new FileAlreadyExistsException(file.toString());
    }
    if (posix) {
      Files.setPosixFilePermissions(file, OWNER_ONLY);
    }
    URLConnection connection = place.openConnection();
    // A jar that the cache keeps open can't be replaced, and closing it closes it for others.
    connection.setUseCaches(false);
    try (InputStream in = connection.getInputStream();
        OutputStream out = new FileOutputStream(created)) {
      in.transferTo(out);
    }
  }

  Path file() {
    return file;
  }

  /**
   * Deletes the file and its directory. Windows doesn't let a library be deleted that is loaded,
   * and that is until the JVM has ended: there what other JVMs have left behind is deleted instead.
   */
  @Override
  public void close() {
    try {
      delete(directory);
    } catch (IOException e) {
      deleteLeftBehind();
    }
  }

  private void delete(Path unpackedInto) throws IOException {
    Files.deleteIfExists(unpackedInto.resolve(file.getFileName()));
    Files.deleteIfExists(unpackedInto);
  }

  private void deleteLeftBehind() {
    Instant limit = Instant.now().minus(TIME_TO_LOAD);
    try (DirectoryStream<Path> directories =
        Files.newDirectoryStream(directory.getParent(), PREFIX + "[0-9]*")) {
      for (Path each : directories) {
        if (Files.getLastModifiedTime(each).toInstant().isBefore(limit)) {
          deleteUnlessLoaded(each);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // The library is loaded all the same, and the next JVM will try again.
    }
  }

  private void deleteUnlessLoaded(Path leftBehind) {
    try {
      delete(leftBehind);
    } catch (IOException e) {
      // Its JVM still runs.
    }
  }
}
