// SPDX-License-Identifier: Apache-2.0
package org.sockscope.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.commons.cli.ParseException;
import org.sockscope.Row;
import org.sockscope.Snapshot;
import org.sockscope.Sockscope;

/** The program {@code sockscope}: its arguments, its streams and its exit status. */
public final class Main {
  private final Supplier<Sockscope> system;
  private final Writer out;
  private final PrintStream err;

  Main(Supplier<Sockscope> system, OutputStream out, OutputStream err) {
    this.system = system;
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    this.err = new PrintStream(err, false, StandardCharsets.UTF_8);
  }

  /**
   * Runs the program and ends the JVM.
   *
   * @param args the arguments; {@code --help} tells which there are
   */
  public static void main(String[] args) {
    // Not System.out: it swallows failed writes, and doesn't always write UTF-8.
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    OutputStream err = new FileOutputStream(FileDescriptor.err);
    int status = new Main(() -> Sockscope.system(), out, err).run(args);
    if (status != ExitStatus.DONE) { // the end of main is a quicker one: exit would make a logger
      System.exit(status);
    }
  }

  /** Runs the program and returns its exit status. */
  int run(String... args) {
    try {
      print(args);
      out.flush();
      return ExitStatus.DONE;
    } catch (IOException e) {
      // Who reads on through `head` has all that they want.
      if (BrokenPipe.is(e)) {
        return ExitStatus.DONE;
      }
      complain(
          "cannot write to standard output: "
              + Objects.requireNonNullElse(e.getMessage(), e.toString()));
      return ExitStatus.FAILED;
    } catch (Throwable e) { // also a missing class or exhausted memory: one line, no stack trace
      return fail(e);
    }
  }

  private void print(String... args) throws IOException, ParseException {
    Options options = Options.parse(args);
    if (options.help()) {
      out.write(Options.HELP);
    } else if (options.version()) {
      out.write("sockscope " + Version.current() + "\n");
    } else if (options.diagnose()) {
      Diagnosis.write(system, out);
    } else {
      try (Sockscope scope = system.get()) {
        list(scope, options);
      }
    }
  }

  /** The answer is complete before the first of it is written: a failed query prints nothing. */
  private void list(Sockscope scope, Options options) throws IOException {
    switch (options.format()) {
      case TABLE -> {
        Snapshot snapshot = scope.snapshot(options.query());
        List<Row> rows = snapshot.rows();
        TableFormat.write(rows, out);
        // What the note is about should be on the screen before it.
        out.flush();
        for (String note : Notes.of(snapshot, rows)) {
          complain("note: " + note);
        }
      }
      case JSON -> JsonFormat.writeArray(options.connections(scope), out);
      case JSONL -> JsonFormat.writeLines(options.connections(scope), out);
      case CSV -> CsvFormat.write(options.connections(scope), out);
    }
  }

  private int fail(Throwable failure) {
    Throwable cause = ExitStatus.unwrap(failure);
    complain(ExitStatus.message(cause));
    return ExitStatus.of(cause);
  }

  private void complain(String message) {
    err.print("sockscope: " + Escape.escape(message) + "\n");
    err.flush();
  }
}
