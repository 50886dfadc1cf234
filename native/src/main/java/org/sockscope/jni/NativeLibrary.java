// SPDX-License-Identifier: Apache-2.0
package org.sockscope.jni;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sockscope.NativeLibraryException;

/**
 * The native methods, and the loading of the one library that has them. A class loader loads one
 * library, once; the natives are registered by the library itself, so that it exports nothing else.
 */
final class NativeLibrary {
  /** A library to load in place of the one in the jar, and nothing else. */
  static final String PATH_PROPERTY = "sockscope.library.path";

  private static final long EXPECTED_FORMAT = (long) RowFormat.VERSION << 32 | RowFormat.ROW_SIZE;

  /** What was loaded: the value of the property, or the resource. Guarded by the class. */
  private static @Nullable String loaded;

  /** Where that was: the file, or the resource with its jar. Guarded by the class. */
  private static String origin = "";

  private NativeLibrary() {}

  /**
   * The format that the library writes.
   *
   * @return {@link RowFormat#VERSION} in the upper half, {@link RowFormat#ROW_SIZE} in the lower
   */
  private static native long format();

  /**
   * Opens a table.
   *
   * @param method a way of asking the system to be forced, null for the best that is open
   * @return a reply that has the table or tells of a failure
   */
  static native byte[] open(@Nullable String method);

  /**
   * Reads a table.
   *
   * @param table what {@link #open(String)} made
   * @param pid the process or {@link RowFormat#EVERY_PROCESS}
   * @param protocols bits of the protocols
   * @param statuses bits of the statuses, 0 for any
   * @param localPort the port, 0 for any
   * @param remotePort the port, 0 for any
   * @param flags {@code RowFormat.REQUEST_*}
   * @param reuse an array to write the reply into if it is large enough
   * @return the reply, in that array or in a new one; it may be longer than the reply
   */
  static native byte[] read(
      long table,
      long pid,
      int protocols,
      int statuses,
      int localPort,
      int remotePort,
      int flags,
      byte @Nullable [] reuse);

  /** Closes a table. */
  static native void close(long table);

  /**
   * Loads the library, if that was not done before.
   *
   * @param library the library in the platform's jar
   * @return the file or the resource that it was loaded from
   * @throws NativeLibraryException if it can't be loaded, or another one was loaded before
   */
  static synchronized String load(BundledLibrary library) {
    String override = System.getProperty(PATH_PROPERTY);
    String wanted = override != null ? override : library.resource();
    if (loaded == null) {
      origin = override != null ? loadNamed(Path.of(override)) : loadBundled(library);
      checkFormat(wanted);
      loaded = wanted;
    } else if (!loaded.equals(wanted)) {
      throw new NativeLibraryException(
          "the native library "
              + wanted
              + " can't be loaded, since "
              + loaded
              + " is: another one needs a JVM of its own",
          null);
    }
    return origin;
  }

  /** Whoever names a library knows better: there is no other attempt. */
  private static String loadNamed(Path file) {
    Path absolute = file.toAbsolutePath();
    try {
      load(absolute);
      return absolute.toString();
    } catch (LinkageError e) {
      throw new NativeLibraryException(
          "the native library that "
              + PATH_PROPERTY
              + " names can't be loaded: "
              + LinkErrorExplanation.of(e, file),
          e);
    }
  }

  private static void load(Path file) {
    try {
      System.load(file.toString());
    } catch (IllegalCallerException e) { // JDK 24 and later, with --illegal-native-access=deny
      Module module = NativeLibrary.class.getModule();
      throw new NativeLibraryException(
          "this JVM denies native access: start it with --enable-native-access="
              + (module.isNamed() ? module.getName() : "ALL-UNNAMED"),
          e);
    }
  }

  /** The same library may lie in several jars; the first that can be loaded is taken. */
  private static String loadBundled(BundledLibrary library) {
    List<String> told = new ArrayList<>();
    List<Throwable> attempts = new ArrayList<>();
    try {
      for (URL place : library.places()) {
        try (UnpackedLibrary unpacked = UnpackedLibrary.of(place, library.fileName())) {
          try {
            load(unpacked.file());
            return place.toString();
          } catch (LinkageError e) {
            told.add(place + ": " + LinkErrorExplanation.of(e, unpacked.file()));
            attempts.add(e);
          }
        }
      }
    } catch (IOException e) {
      told.add(
          "it can't be unpacked ("
              + e
              + "); name a folder for it with the property "
              + UnpackedLibrary.WORKDIR_PROPERTY
              + ", or an unpacked library with "
              + PATH_PROPERTY);
      attempts.add(e);
    }
    if (attempts.isEmpty()) {
      told.add(
          "no jar has it; add the platform's jar without classifier or the one for this machine, or,"
              + " if they have none, make the latter on such a machine with scripts/native-build of"
              + " Sockscope's sources");
    }
    NativeLibraryException failure =
        new NativeLibraryException(
            "the native library "
                + library.resource()
                + " can't be loaded: "
                + String.join("; ", told),
            null);
    attempts.forEach(failure::addSuppressed);
    throw failure;
  }

  private static void checkFormat(String library) {
    long format;
    try {
      format = format();
    } catch (UnsatisfiedLinkError e) {
      throw new NativeLibraryException(
          "the library " + library + " can be loaded, but is none of Sockscope's", e);
    }
    if (format != EXPECTED_FORMAT) {
      throw new NativeLibraryException(
          "the native library "
              + library
              + " writes rows in format "
              + (format >>> 32)
              + " of "
              + (int) format
              + " bytes, and not "
              + RowFormat.VERSION
              + " of "
              + RowFormat.ROW_SIZE
              + ": take library and jars of one version",
          null);
    }
  }
}
