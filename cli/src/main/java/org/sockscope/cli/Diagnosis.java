// SPDX-License-Identifier: Apache-2.0
package org.sockscope.cli;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sockscope.AccessDeniedException;
import org.sockscope.Kind;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.Snapshot;
import org.sockscope.Sockscope;
import org.sockscope.SockscopeException;
import org.sockscope.SystemCallException;

/**
 * What {@code --diagnose} tells: how this machine can be asked for its sockets, and how much of it
 * is seen with the rights of this process. That a way is open is found out by going it.
 */
final class Diagnosis {
  private static final String METHOD_PROPERTY = "sockscope.method";

  private static final List<String> PROPERTIES =
      List.of(METHOD_PROPERTY, "sockscope.library.path", "sockscope.library.workdir");

  private static final String ADVICE =
      "run it as the administrator of the machine, outside of any container"
          + (System.getProperty("os.name").equals("Linux")
              ? ", or with CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH"
              : "");

  private final Supplier<Sockscope> system;
  private final StringBuilder report = new StringBuilder();

  private Diagnosis(Supplier<Sockscope> system) {
    this.system = system;
  }

  /**
   * Writes the report, once all of it is known.
   *
   * @param system opens a scope, by the way that the property names if it is set
   * @throws SockscopeException if nothing serves this system or its library can't be loaded
   */
  static void write(Supplier<Sockscope> system, Writer out) throws IOException {
    Diagnosis diagnosis = new Diagnosis(system);
    diagnosis.tellProgram();
    diagnosis.tellWays();
    diagnosis.tellAnswer();
    out.write(diagnosis.report.toString());
  }

  private void tellProgram() {
    tell("sockscope", Version.current());
    tell("system", properties(" ", "os.name", "os.version", "os.arch"));
    tell("user", System.getProperty("user.name"));
    tell("java", properties(", ", "java.version", "java.vm.name", "java.vendor", "java.home"));
    for (String property : PROPERTIES) {
      String value = System.getProperty(property);
      if (value != null) {
        tell("property " + property, value);
      }
    }
  }

  private static String properties(String separator, String... names) {
    return Stream.of(names).map(System::getProperty).collect(joining(separator));
  }

  /** Without the property, so that a wrong one doesn't keep the names from being known. */
  private void tellWays() {
    List<String> methods;
    try (Sockscope scope = open(null)) {
      tell("library", scope.library().orElse("none"));
      methods = scope.methods();
    } catch (SystemCallException | AccessDeniedException e) {
      tell("ways", "not known, " + refusal(e));
      return;
    }
    for (String method : methods) {
      tell("way " + method, state(method));
    }
  }

  private String state(String method) {
    try (Sockscope scope = open(method)) {
      String answered = ask(scope).method();
      return answered.equals(method) ? "open" : "closed, and " + answered + " takes its place";
    } catch (SystemCallException | AccessDeniedException e) {
      return refusal(e);
    }
  }

  private void tellAnswer() {
    try (Sockscope scope = system.get()) {
      Snapshot snapshot = ask(scope);
      List<Row> rows = snapshot.rows();
      tell("taken", snapshot.method());
      tell("answer", rows.size() + " rows, " + (snapshot.complete() ? "complete" : "incomplete"));
      for (String note : Notes.of(snapshot, rows)) {
        tell("note", note);
      }
      if (!snapshot.unreadable().isEmpty()) {
        tell("for more", ADVICE);
      }
    } catch (SystemCallException | AccessDeniedException e) {
      tell("taken", "none, " + refusal(e));
    }
  }

  /** Opens a scope that is held to a way, or to none. */
  private Sockscope open(@Nullable String method) {
    String before = System.getProperty(METHOD_PROPERTY);
    holdTo(method);
    try {
      return system.get();
    } finally {
      holdTo(before);
    }
  }

  private static void holdTo(@Nullable String method) {
    if (method == null) {
      System.clearProperty(METHOD_PROPERTY);
    } else {
      System.setProperty(METHOD_PROPERTY, method);
    }
  }

  /** All that there is, since a way may be open to some kinds of sockets alone. */
  private static Snapshot ask(Sockscope scope) {
    return scope.snapshot(Query.of(Kind.ALL));
  }

  private static String refusal(SockscopeException e) {
    return "refused: " + ExitStatus.message(e);
  }

  private void tell(String what, String text) {
    report.append(what).append(": ").append(Escape.escape(text)).append('\n');
  }
}
