// SPDX-License-Identifier: Apache-2.0
package org.sockscope.jni;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What a linker's error means, and what to do about it, in words for people. */
final class LinkErrorExplanation {
  /** As these systems say it; the file itself is there, so it is one that it needs. */
  private static final Pattern MISSING_DEPENDENCY =
      Pattern.compile(
          "(?:^|: )([^:/ ]+): (?:cannot open shared object file|open failed: No such file)"
              + "|Error loading shared library ([^: ]+):"
              + "|Library not loaded: (\\S+)"
              + "|Shared object \"([^\"]+)\" not found");

  /** As glibc and FreeBSD say it. */
  private static final Pattern OLD_LIBC =
      Pattern.compile("version .(GLIBC_[0-9.]+)' not found|version (FBSD_[0-9.]+) required by");

  /** As the JVM, glibc, SunOS, macOS, older macOS, FreeBSD and NetBSD say it. */
  private static final Pattern WRONG_ARCHITECTURE =
      Pattern.compile(
          "Possible cause: can't load|wrong ELF (?:class|machine type|data format)"
              + "|incompatible architecture"
              + "|mach-o, but wrong architecture|Exec format error"
              + "|unsupported machine|unsupported file layout|invalid ELF class");

  /** As glibc, macOS, FreeBSD and NetBSD say it. */
  private static final Pattern DAMAGED =
      Pattern.compile(
          "invalid ELF header|file too short|not (?:a|valid) mach-o file"
              + "|file is too short to be mach-o|unknown file type, first eight bytes"
              + "|invalid file format|not ELF file|unsupported file (?:version|type)");

  /** Of OpenBSD, which doesn't tell the one from the other. */
  private static final Pattern DAMAGED_OR_WRONG_ARCHITECTURE =
      Pattern.compile("File not an ELF object");

  /** Of OpenBSD; what it is that it lacks stands on standard error. */
  private static final Pattern MISSING_SOMETHING = Pattern.compile("Cannot load specified object");

  /** As FreeBSD and OpenBSD say it; of the others the file's own mode tells. */
  private static final Pattern NOT_EXECUTABLE =
      Pattern.compile("Cannot execute objects on|Can't map ELF object");

  /** Of macOS: the quarantine of what was downloaded, or a rule of whoever runs the machine. */
  private static final Pattern DISALLOWED =
      Pattern.compile("library load disallowed by system policy");

  /** Of macOS: on Apple silicon, and in a program with a hardened runtime. */
  private static final Pattern SIGNATURE =
      Pattern.compile("code signature .*(?:not valid for use in process|invalid)");

  /** As macOS, and FreeBSD and NetBSD say it. */
  private static final Pattern OLD_SYSTEM =
      Pattern.compile("Symbol not found: \\(?(\\w+)|Undefined (?:PLT )?symbol \"(\\w+)");

  private LinkErrorExplanation() {}

  static String of(LinkageError error, Path file) {
    // The linker of macOS says it in several lines.
    String message = String.valueOf(error.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
    Matcher dependency = MISSING_DEPENDENCY.matcher(message);
    Matcher libc = OLD_LIBC.matcher(message);
    Matcher system = OLD_SYSTEM.matcher(message);
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
    } else if (DAMAGED_OR_WRONG_ARCHITECTURE.matcher(message).find()) {
      explanation =
          "it is damaged, or for another system or processor than "
              + Architecture.current()
              + "; take the classifier of this machine";
    } else if (DISALLOWED.matcher(message).find()) {
      explanation =
          "the system's policy forbids it; if it was downloaded, its quarantine may be lifted with"
              + " xattr -d com.apple.quarantine";
    } else if (SIGNATURE.matcher(message).find()) {
      explanation =
          "its signature is none that this program may load; sign it as the program is signed, or"
              + " allow it the entitlement com.apple.security.cs.disable-library-validation";
    } else if (libc.find()) {
      explanation = "it needs a newer C library (" + found(libc) + ") than this system has";
    } else if (system.find()) {
      explanation = "it needs a newer system than this one, which has no " + found(system);
    } else if (dependency.find()) {
      explanation =
          "it needs the library "
              + found(dependency)
              + ", which this system doesn't have; install that";
    } else if (MISSING_SOMETHING.matcher(message).find()) {
      explanation =
          "it needs a library or a symbol that this system doesn't have; the linker has named it on"
              + " standard error";
    } else if (NOT_EXECUTABLE.matcher(message).find() || !Files.isExecutable(file)) {
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

  /** What one of the pattern's alternatives has found. */
  private static String found(Matcher matcher) {
    return IntStream.rangeClosed(1, matcher.groupCount())
        .mapToObj(matcher::group)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }
}
