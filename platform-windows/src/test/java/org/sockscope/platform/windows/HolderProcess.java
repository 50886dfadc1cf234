// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.windows;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.sockscope.Connection;
import org.sockscope.contract.Holder;
import org.sockscope.contract.Opening;

/** A process of the program {@code holder}. */
final class HolderProcess implements Holder {
  private final Process process;
  private final BufferedWriter commands;
  private final BufferedReader answers;

  private HolderProcess(Process process) {
    this.process = process;
    commands = process.outputWriter(StandardCharsets.US_ASCII);
    answers = process.inputReader(StandardCharsets.US_ASCII);
  }

  static HolderProcess start(String program) {
    try {
      return new HolderProcess(
          new ProcessBuilder(program).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public List<Connection> open(Opening opening) {
    return sockets("open " + opening);
  }

  @Override
  public List<Connection> held() {
    return sockets("held");
  }

  @Override
  public Connection dup(Connection held) {
    return sockets("dup " + held.fd()).get(0);
  }

  @Override
  public void close(Connection held) {
    ask("close " + held.fd());
  }

  /** Whether it can open a socket over IPv6. */
  boolean hasInet6() {
    return send("inet6").equals("ok");
  }

  @Override
  public HolderProcess fork() {
    throw new UnsupportedOperationException("Windows has no fork");
  }

  @Override
  public void end() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void becomeZombie() {
    throw new UnsupportedOperationException("Windows has no zombies");
  }

  private List<Connection> sockets(String command) {
    String answer = ask(command);
    return answer.isEmpty()
        ? List.of()
        : Stream.of(answer.split(" ", -1))
            .map(text -> HeldSocket.parse(text).connection(pid()))
            .toList();
  }

  private String ask(String command) {
    String answer = send(command);
    if (!answer.startsWith("ok")) {
      throw new IllegalStateException("holder: " + command + ": " + answer);
    }
    return answer.substring("ok".length()).strip();
  }

  private String send(String command) {
    try {
      commands.write(command + "\n");
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
}
