// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.sockscope.contract.Feature;
import org.sockscope.contract.World;

/**
 * Real processes that really open sockets: a tree of the program {@code holder}, whose root holds
 * nothing and starts the others. What is told of the sockets is what their holders know of them.
 */
final class HolderWorld implements World {
  /** The property with the path of the program; the build sets it. */
  static final String PROGRAM = "sockscope.test.holder";

  /** EPERM, EACCES, EINVAL (a kernel without it), ENOSPC (no more of it, sysctl user.max_*). */
  private static final Pattern REFUSAL = Pattern.compile("^error .* (1|13|22|28) ");

  private final Path directory;
  private final Process root;
  private final BufferedWriter commands;
  private final BufferedReader answers;

  HolderWorld() {
    String program = System.getProperty(PROGRAM);
    if (program == null) {
      throw new IllegalStateException("the property " + PROGRAM + " must name the program holder");
    }
    try {
      directory = Files.createTempDirectory("sockscope");
      root =
          new ProcessBuilder(program, directory.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    commands = root.outputWriter(StandardCharsets.US_ASCII);
    answers = root.inputReader(StandardCharsets.US_ASCII);
  }

  /** Where the paths of its UNIX sockets are. */
  Path directory() {
    return directory;
  }

  @Override
  public Map<Feature, String> missing() {
    String answer = send("inet6");
    String reason = "this machine has no IPv6: " + answer;
    return answer.equals("ok")
        ? Map.of()
        : Map.of(Feature.INET6, reason, Feature.MAPPED_INET4, reason);
  }

  @Override
  public HolderProcess start() {
    return HolderProcess.forked(this, "");
  }

  /**
   * Has a command carried out.
   *
   * @return what the program answers after "ok"
   */
  String ask(String command) {
    return told(command, send(command));
  }

  private static String told(String command, String answer) {
    if (!answer.startsWith("ok")) {
      throw new IllegalStateException("holder: " + command + ": " + answer);
    }
    return answer.substring("ok".length()).strip();
  }

  /** The same, but skips the test if the system doesn't allow it. */
  String askIfAllowed(String command) {
    String answer = send(command);
    assumeFalse(
        REFUSAL.matcher(answer).find(), () -> "not allowed here: " + command + ": " + answer);
    return told(command, answer);
  }

  private String send(String command) {
    try {
      commands.write(command);
      commands.newLine();
      commands.flush();
      String answer = answers.readLine();
      if (answer == null) {
        throw new IllegalStateException("holder ended at: " + command);
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The root ends when its input does, after all that it started. */
  @Override
  public void close() {
    try {
      commands.close();
      int status = root.waitFor();
      if (status != 0) {
        throw new IllegalStateException("holder ended with status " + status);
      }
      answers.close();
      deleteDirectory();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      root.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void deleteDirectory() throws IOException {
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory)) {
      for (Path path : paths) {
        Files.delete(path);
      }
    }
    Files.delete(directory);
  }
}
