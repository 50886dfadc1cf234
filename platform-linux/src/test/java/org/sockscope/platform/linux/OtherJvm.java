// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sockscope.MissingPid;

/**
 * A JVM that is started by a command which changes what it may do or see, and asked {@link
 * Questions}.
 *
 * @param launcher the command; the JVM's own is put behind it
 */
record OtherJvm(List<String> launcher) {
  /** A user that owns nothing and may do nothing. */
  static final int NOBODY = 65534;

  /** What it told of a socket. */
  record Row(long pid, int fd, long inode, long netns, Optional<MissingPid> missingPid) {
    private static Row parse(String text) {
      String[] fields = text.split(" ", -1);
      return new Row(
          Long.parseLong(fields[0]),
          Integer.parseInt(fields[1]),
          Long.parseLong(fields[2]),
          Long.parseLong(fields[3]),
          fields[4].equals("-") ? Optional.empty() : Optional.of(MissingPid.valueOf(fields[4])));
    }
  }

  /**
   * What it answered.
   *
   * @param failure the exception's name, empty if there was none
   * @param detail the exception's message, or the call that failed; else the method
   * @param code the error code or pid of the exception
   */
  record Told(
      String failure,
      String detail,
      long code,
      boolean complete,
      Set<Long> unreadable,
      List<Row> rows) {
    private static Told parse(String line) {
      String[] fields = line.split(";", -1);
      if (fields[0].equals("failed")) {
        long code = Long.parseLong(fields[3]);
        return new Told(fields[1], fields[2], code, false, Set.of(), List.of());
      }
      assertEquals("answer", fields[0], line);
      return new Told(
          "",
          fields[1],
          0,
          Boolean.parseBoolean(fields[2]),
          parts(fields[3], " ").map(Long::valueOf).collect(Collectors.toUnmodifiableSet()),
          parts(fields[4], "\\|").map(Row::parse).toList());
    }

    private static Stream<String> parts(String text, String separator) {
      return text.isEmpty() ? Stream.of() : Stream.of(text.split(separator, -1));
    }

    /** The rows of a socket. */
    List<Row> rowsOf(long inode) {
      return rows.stream().filter(row -> row.inode() == inode).toList();
    }
  }

  static OtherJvm startedBy(String... launcher) {
    return new OtherJvm(List.of(launcher));
  }

  /** With the rights of an ordinary user, and these capabilities. */
  static OtherJvm ofNobody(String... capabilities) {
    String set =
        "-all" + Arrays.stream(capabilities).map(name -> ",+" + name).collect(Collectors.joining());
    return startedBy(
        "setpriv",
        "--reuid=" + NOBODY,
        "--regid=" + NOBODY,
        "--clear-groups",
        "--inh-caps=" + set,
        "--ambient-caps=" + set);
  }

  /** In a mount namespace of its own, after a script has changed what is mounted there. */
  OtherJvm afterMounting(String script) {
    List<String> outer =
        new ArrayList<>(
            List.of("unshare", "--mount", "sh", "-c", script + " && exec \"$@\"", "sh"));
    outer.addAll(launcher);
    return new OtherJvm(outer);
  }

  /** Skips the test if the launcher fails, or takes away the right to read the class path. */
  List<Told> ask(Object... questions) {
    String classes =
        LinuxProvider.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    Run allowed = run(List.of("test", "-r", classes));
    assumeTrue(
        allowed.status == 0,
        () -> "no JVM can be started by " + String.join(" ", launcher) + ": " + allowed.output);
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData", // its file is named by the pid, which another one may have
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Questions.class.getName()));
    Stream.of(questions).map(String::valueOf).forEach(command::add);
    Run run = run(command);
    assertEquals(0, run.status, run.output);
    return run.output.lines().map(Told::parse).toList();
  }

  private record Run(int status, String output) {}

  private Run run(List<String> command) {
    List<String> whole = new ArrayList<>(launcher);
    whole.addAll(command);
    try {
      Process process = new ProcessBuilder(whole).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Run(process.waitFor(), output.strip());
    } catch (IOException e) {
      return new Run(-1, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
