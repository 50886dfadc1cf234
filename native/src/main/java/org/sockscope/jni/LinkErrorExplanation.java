// SPDX-License-Identifier: Apache-2.0
package org.sockscope.jni;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a linker's error means, and what to do about it, in words for people. */
final class LinkErrorExplanation {
  /** As glibc and musl say it; the file itself is there, so it is one that it needs. */
  private static final Pattern MISSING_DEPENDENCY =
      Pattern.compile(
          "(?:^|: )([^:/ ]+): cannot open shared object file|Error loading shared library ([^: ]+):");

  private static final Pattern OLD_LIBC = Pattern.compile("version .(GLIBC_[0-9.]+)' not found");

  /** As the JVM, glibc and macOS say it. */
  private static final Pattern WRONG_ARCHITECTURE =
      Pattern.compile(
          "Possible cause: can't load|wrong ELF class|incompatible architecture|Exec format error");

  private static final Pattern DAMAGED = Pattern.compile("invalid ELF header|file too short");

  private LinkErrorExplanation() {}

  static String of(LinkageError error, Path file) {
    String message = String.valueOf(error.getMessage());
    Matcher dependency = MISSING_DEPENDENCY.matcher(message);
    Matcher libc = OLD_LIBC.matcher(message);
    String explanation;
    if (!Files.exists(file)) {
      explanation = "there is no such file";
    } else if (error instanceof NoClassDefFoundError) {
      explanation =
          "it knows a class by a name that is none here; to relocate the packages of Sockscope is"
              + " not supported";
    } else if (WRONG_ARCHITECTURE.matcher(message).find()) {
      explanation =
          "it is for another processor than "
              + Architecture.current()
              + "; take the classifier of this machine";
    } else if (DAMAGED.matcher(message).find()) {
      explanation = "it is not a library of this system, or damaged";
    } else if (libc.find()) {
      explanation = "it needs a newer C library (" + libc.group(1) + ") than this system has";
    } else if (dependency.find()) {
      String missing = dependency.group(1) != null ? dependency.group(1) : dependency.group(2);
      explanation =
          "it needs the library " + missing + ", which this system doesn't have; install that";
    } else if (!Files.isExecutable(file)) {
      explanation =
          "nothing may be executed in "
              + file.getParent()
              + " (mounted noexec?); name another folder with the property "
              + UnpackedLibrary.WORKDIR_PROPERTY
              + ", or an unpacked library with "
              + NativeLibrary.PATH_PROPERTY;
    } else {
      explanation = "the system's linker refused it";
    }
    return explanation + " (" + message + ")";
  }
}
