// SPDX-License-Identifier: Apache-2.0
package org.sockscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.sockscope.cli.FixtureScope.inet4;
import static org.sockscope.cli.FixtureScope.tcp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.ArgumentMatchers;
import org.sockscope.AccessDeniedException;
import org.sockscope.MissingPid;
import org.sockscope.NativeLibraryException;
import org.sockscope.Sockscope;
import org.sockscope.SockscopeException;
import org.sockscope.Status;
import org.sockscope.SystemCallException;
import org.sockscope.UnsupportedPlatformException;

/** A machine with three ways: the first is refused, the second turns into the third. */
class DiagnosisTest {
  private static final String METHOD = "sockscope.method";

  @BeforeEach
  @AfterEach
  void freeTheChoiceOfMethod() {
    System.clearProperty(METHOD);
  }

  private static FixtureScope machine() {
    return new FixtureScope()
        .methods("best", "good", "slow")
        .answeringBy("slow")
        .add(tcp(7, inet4(1, 80), inet4(1, 9), Status.LISTEN, 12), "httpd")
        .add(tcp(-1, inet4(1, 81), inet4(1, 9), Status.LISTEN, -1), MissingPid.HIDDEN);
  }

  private static Sockscope open(FixtureScope machine) {
    String method = System.getProperty(METHOD, "");
    if (method.equals("wrong")) {
      throw new SystemCallException("choice of a method", 22, "Invalid argument", -1);
    }
    return method.equals("best") ? refusing() : machine;
  }

  private static Sockscope refusing() {
    Sockscope scope = mock(Sockscope.class);
    when(scope.snapshot(ArgumentMatchers.any()))
        .thenThrow(new SystemCallException("load", 1, "Operation\nnot permitted", -1));
    return scope;
  }

  /** The report from the library on; what comes before is of this machine. */
  private static List<String> diagnose(Supplier<Sockscope> system) {
    Run run = Run.of(system, "--diagnose");
    assertEquals("", run.err());
    assertEquals(0, run.status());
    return run.out().lines().dropWhile(line -> !line.startsWith("java: ")).skip(1).toList();
  }

  @Test
  void everyWayIsTriedAndTheOneThatIsTakenIsTold() {
    assertEquals(
        List.of(
            "library: fixture's library",
            "way best: refused: load failed: Operation\\x0anot permitted (error 1)",
            "way good: closed, and slow takes its place",
            "way slow: open",
            "taken: slow",
            "answer: 2 rows, complete",
            "note: 1 socket is listed without a process, which may belong to processes that are not"
                + " shown here at all: those of other users if /proc is mounted with hidepid, or of"
                + " another PID namespace"),
        diagnose(() -> open(machine())));
  }

  @Test
  void whatIsMissingIsToldWithWhatToDo() {
    List<String> report = diagnose(() -> open(machine().incomplete(13L, 14L)));

    assertTrue(report.contains("answer: 2 rows, incomplete"), report::toString);
    assertTrue(
        report.stream().anyMatch(line -> line.startsWith("note: 2 processes could not be read")),
        report::toString);
    assertTrue(report.get(report.size() - 1).startsWith("for more: run it as"), report::toString);
  }

  @Test
  void aWayThatIsForcedIsTakenAndStillForcedAfterwards() {
    System.setProperty(METHOD, "best");

    List<String> report = diagnose(() -> open(machine()));

    assertEquals("property sockscope.method: best", report.get(0));
    assertTrue(report.contains("way slow: open"), report::toString);
    assertEquals(
        "taken: none, refused: load failed: Operation\\x0anot permitted (error 1)",
        report.get(report.size() - 1));
    assertEquals("best", System.getProperty(METHOD));
  }

  @Test
  void aWayThatThereIsNotHidesNoOther() {
    System.setProperty(METHOD, "wrong");

    List<String> report = diagnose(() -> open(machine()));

    assertTrue(report.contains("way slow: open"), report::toString);
    assertEquals(
        "taken: none, refused: choice of a method failed: Invalid argument (error 22)",
        report.get(report.size() - 1));
  }

  @Test
  void aSystemWithOneWayIsToldByIt() {
    assertEquals(
        List.of("library: fixture's library", "taken: fixture", "answer: 0 rows, complete"),
        diagnose(FixtureScope::new));
  }

  @Test
  void aSystemThatRefusesEverythingIsAReportToo() {
    List<String> report =
        diagnose(
            () -> {
              throw new AccessDeniedException("the system may not be read", -1);
            });

    assertEquals(
        List.of(
            "ways: not known, refused: the system may not be read",
            "taken: none, refused: the system may not be read"),
        report);
  }

  @Test
  void everyScopeIsClosed() {
    List<FixtureScope> opened = new ArrayList<>();

    diagnose(
        () -> {
          opened.add(machine());
          return opened.get(opened.size() - 1);
        });

    assertEquals(5, opened.size());
    assertTrue(opened.stream().allMatch(FixtureScope::isClosed));
  }

  static Stream<SockscopeException> unusable() {
    return Stream.of(
        new UnsupportedPlatformException("add a jar"),
        new NativeLibraryException("add a jar", null));
  }

  @ParameterizedTest
  @MethodSource("unusable")
  void withoutALibraryThereIsNoReport(SockscopeException failure) {
    Run run =
        Run.of(
            () -> {
              throw failure;
            },
            "--diagnose");

    assertEquals(new Run(5, "", "sockscope: add a jar\n"), run);
  }
}
