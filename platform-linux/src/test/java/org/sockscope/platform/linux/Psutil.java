// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.sockscope.AddressFamily;
import org.sockscope.Connection;
import org.sockscope.Endpoint;
import org.sockscope.InetEndpoint;
import org.sockscope.Kind;
import org.sockscope.NoEndpoint;
import org.sockscope.SocketType;
import org.sockscope.Status;
import org.sockscope.UnixEndpoint;

/** A Python that tells what psutil does. An owner that it doesn't know, None, is pid -1 here. */
final class Psutil implements AutoCloseable {
  /** The property with the path of a Python that has psutil. */
  static final String PYTHON = "sockscope.test.psutil";

  private static final String SCRIPT = "net_connections.py";

  /** In place of a pid. */
  static final long MACHINE = -1;

  /** What psutil raises if anybody on this machine has bound a name with a newline and a blank. */
  private static final String MALFORMED = "malformed line";

  private final Process process;
  private final BufferedWriter requests;
  private final BufferedReader answers;

  Psutil() {
    String python = System.getProperty(PYTHON, "");
    assumeTrue(
        !python.isEmpty(), "the property " + PYTHON + " names no Python with psutil; ./check does");
    try (InputStream script = Psutil.class.getResourceAsStream(SCRIPT)) {
      String program = new String(script.readAllBytes(), StandardCharsets.UTF_8);
      process =
          new ProcessBuilder(python, "-c", program)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    requests = process.outputWriter(StandardCharsets.US_ASCII);
    answers = process.inputReader(StandardCharsets.US_ASCII);
  }

  /** The rows of a process or of the machine. */
  List<Connection> connections(long pid, Kind kind) {
    try {
      requests.write(pid + " " + kind.name().toLowerCase(Locale.ROOT));
      requests.newLine();
      requests.flush();
      List<Connection> rows = new ArrayList<>();
      for (String line = answers.readLine(); !"end".equals(line); line = answers.readLine()) {
        if (line == null || line.startsWith("error")) {
          String failure = "psutil, asked for " + pid + " " + kind + ": " + line;
          assumeTrue(!failure.contains(MALFORMED), failure);
          throw new IllegalStateException(failure);
        }
        rows.add(parse(line));
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Connection parse(String line) {
    String[] fields = line.split(" ", -1);
    AddressFamily family = AddressFamily.valueOf(fields[2]);
    return new Connection(
        Integer.parseInt(fields[1]),
        family,
        SocketType.valueOf(fields[3]),
        end(family, fields[5].substring("laddr=".length())),
        end(family, fields[6].substring("raddr=".length())),
        Status.valueOf(fields[4]),
        Long.parseLong(fields[0]));
  }

  private static Endpoint end(AddressFamily family, String text) {
    if (family == AddressFamily.AF_UNIX) {
      return UnixEndpoint.of(HexFormat.of().parseHex(text));
    }
    if (text.equals("-")) {
      return NoEndpoint.INSTANCE;
    }
    String[] parts = text.split(":", -1);
    int port = Integer.parseInt(parts[1]);
    if (family == AddressFamily.AF_INET) {
      return InetEndpoint.of(family, 0, Long.parseLong(parts[0], 16), port);
    }
    return InetEndpoint.of(
        family,
        Long.parseUnsignedLong(parts[0].substring(0, 16), 16),
        Long.parseUnsignedLong(parts[0].substring(16), 16),
        port);
  }

  /** It ends when its input does. */
  @Override
  public void close() {
    try {
      requests.close();
      int status = process.waitFor();
      if (status != 0) {
        throw new IllegalStateException("the Python with psutil ended with status " + status);
      }
      answers.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
