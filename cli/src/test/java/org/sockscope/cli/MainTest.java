// SPDX-License-Identifier: Apache-2.0
package org.sockscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.sockscope.cli.FixtureScope.inet4;
import static org.sockscope.cli.FixtureScope.tcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockscope.AccessDeniedException;
import org.sockscope.Kind;
import org.sockscope.NativeLibraryException;
import org.sockscope.NoSuchProcessException;
import org.sockscope.Query;
import org.sockscope.Sockscope;
import org.sockscope.Status;
import org.sockscope.SystemCallException;
import org.sockscope.UnsupportedKindException;
import org.sockscope.UnsupportedPlatformException;
import org.sockscope.ZombieProcessException;
import org.sockscope.spi.SockscopeFactory;

class MainTest {
  private static final FixtureScope MACHINE =
      new FixtureScope()
          .add(tcp(7, inet4(0x7f000001L, 80), inet4(0x7f000001L, 9), Status.LISTEN, 12), "httpd");

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new UnsupportedKindException("no unix here", Kind.UNIX), 2, "no unix here"),
        Arguments.of(new NoSuchProcessException("no process 7", 7), 3, "no process 7"),
        Arguments.of(new ZombieProcessException("7 is a zombie", 7), 3, "7 is a zombie"),
        Arguments.of(new AccessDeniedException("7 is not yours", 7), 4, "7 is not yours"),
        Arguments.of(new UnsupportedPlatformException("add a jar"), 5, "add a jar"),
        Arguments.of(new NativeLibraryException("no library", null), 5, "no library"),
        Arguments.of(
            new SystemCallException("open /proc", 24, "Too many open files", -1),
            1,
            "open /proc failed: Too many open files (error 24)"),
        Arguments.of(
            new IllegalStateException("a\nb"),
            1,
            "unexpected failure: java.lang.IllegalStateException: a\\x0ab"),
        Arguments.of(
            new NoClassDefFoundError("x/Y"),
            1,
            "unexpected failure: java.lang.NoClassDefFoundError: x/Y"),
        Arguments.of(
            new ExceptionInInitializerError(new NativeLibraryException("no library", null)),
            5,
            "no library"),
        Arguments.of(
            new NoClassDefFoundError("Could not initialize class x.Y") {
              @Override
              public synchronized Throwable getCause() {
                return new ExceptionInInitializerError(new IllegalStateException("why"));
              }
            },
            1,
            "unexpected failure: java.lang.IllegalStateException: why"),
        Arguments.of(
            new ServiceConfigurationError(
                "x", new ExceptionInInitializerError(new IOException("y"))),
            1,
            "unexpected failure: java.io.IOException: y"),
        Arguments.of(
            new UnsatisfiedLinkError("no symbol"),
            5,
            "unexpected failure: java.lang.UnsatisfiedLinkError: no symbol"),
        Arguments.of(new OutOfMemoryError(), 1, "unexpected failure: java.lang.OutOfMemoryError"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailedQueryIsAStatusAndOneLine(Throwable failure, int status, String line) {
    Sockscope scope = mock(Sockscope.class);
    when(scope.snapshot(any())).thenThrow(failure);

    Run expected = new Run(status, "", "sockscope: " + line + "\n");
    for (String format : List.of("table", "json", "jsonl", "csv")) {
      assertEquals(expected, Run.of(scope, "--format", format));
      assertEquals(expected, Run.of(scope, "--format", format, "--pid", "7"));
    }
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aScopeThatCannotBeOpenedIsAStatusAndOneLine(Throwable failure, int status, String line) {
    SockscopeFactory factory = mock(SockscopeFactory.class);
    when(factory.open()).thenThrow(failure);

    Run run = Run.of(factory::open);

    assertEquals(new Run(status, "", "sockscope: " + line + "\n"), run);
  }

  static Stream<Arguments> wrongArguments() {
    return Stream.of(
        Arguments.of(
            List.of("--kind", "sctp"),
            "--kind: unknown kind 'sctp'; valid kinds are inet, inet4, inet6, tcp, tcp4, tcp6, udp,"
                + " udp4, udp6, unix, all"),
        Arguments.of(
            List.of("--format", "xml"),
            "--format: unknown format 'xml'; valid formats are table, json, jsonl, csv"),
        Arguments.of(List.of("--pid", "-1"), "--pid: '-1' is not a process id"),
        Arguments.of(List.of("--pid=+1"), "--pid: '+1' is not a process id"),
        Arguments.of(List.of("--pid="), "--pid: '' is not a process id"),
        Arguments.of(List.of("--pid=\u0661"), "--pid: '\u0661' is not a process id"),
        Arguments.of(List.of("--pid=1\n2"), "--pid: '1\\x0a2' is not a process id"),
        Arguments.of(
            List.of("--pid=9223372036854775808"),
            "--pid: '9223372036854775808' is not a process id"),
        Arguments.of(List.of("--pid"), "Missing argument for option: pid"),
        Arguments.of(List.of("--kind", "tcp", "--kind", "udp"), "--kind may be given only once"),
        Arguments.of(
            List.of("--state", "LISTEN,"),
            "--state: unknown state ''; valid states are ESTABLISHED, SYN_SENT, SYN_RECV,"
                + " FIN_WAIT1, FIN_WAIT2, TIME_WAIT, CLOSE, CLOSE_WAIT, LAST_ACK, LISTEN, CLOSING,"
                + " NONE, DELETE_TCB, IDLE, BOUND"),
        Arguments.of(List.of("--port=0"), "--port: '0' is not a port, 1 to 65535"),
        Arguments.of(List.of("--port=65536"), "--port: '65536' is not a port, 1 to 65535"),
        Arguments.of(List.of("--port=http"), "--port: 'http' is not a port, 1 to 65535"),
        Arguments.of(List.of("--colour"), "Unrecognized option: --colour"),
        Arguments.of(List.of("--form", "csv"), "Unrecognized option: --form"),
        Arguments.of(List.of("--help=12"), "Unrecognized option: --help=12"),
        Arguments.of(List.of("--diagnose", "--pid=7"), "--diagnose goes with no other option"),
        Arguments.of(
            List.of("--format=json", "--diagnose"), "--diagnose goes with no other option"),
        Arguments.of(List.of("12"), "unexpected argument '12'"),
        Arguments.of(List.of("a\u001b[2J", "b"), "unexpected argument 'a\\x1b[2J'"));
  }

  @ParameterizedTest
  @MethodSource("wrongArguments")
  void wrongUsageIsStatus2AndOneLine(List<String> args, String line) {
    Run run = Run.of(MACHINE, args.toArray(String[]::new));

    assertEquals(new Run(2, "", "sockscope: " + line + " (--help shows the usage)\n"), run);
  }

  @Test
  void anArgumentIsNeverReadAsAFileOfArguments(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("args"), "--version");

    assertEquals(2, Run.of(MACHINE, "@" + file).status());
  }

  @Test
  void aProcessThatIsNotThereIsStatus3() {
    assertEquals(
        new Run(3, "", "sockscope: there is no process 13\n"), Run.of(MACHINE, "--pid", "13"));
    assertEquals(
        new Run(3, "", "sockscope: there is no process 9223372036854775807\n"),
        Run.of(MACHINE, "--pid", "9223372036854775807"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "json", "jsonl", "csv", "CSV"})
  void everyFormatListsTheProcessAndClosesTheScope(String format) {
    FixtureScope scope =
        new FixtureScope()
            .add(tcp(7, inet4(0x7f000001L, 80), inet4(1, 9), Status.LISTEN, 12), "httpd");

    Run run = Run.of(scope, "--pid=12", "--kind=TCP", "--format=" + format);

    assertEquals(0, run.status());
    assertTrue(run.out().contains("127.0.0.1"), run.out());
    assertTrue(scope.isClosed());
  }

  static Stream<Arguments> questions() {
    Query tcp = Query.of(Kind.TCP);
    return Stream.of(
        Arguments.of(List.of(), Query.of(Kind.INET)),
        Arguments.of(List.of("--kind=tcp", "--pid", "7"), tcp.process(7)),
        Arguments.of(List.of("--kind=tcp", "--listen"), tcp.status(Status.LISTEN)),
        Arguments.of(
            List.of("--kind=tcp", "--state=time_wait,CLOSE_WAIT"),
            tcp.status(Status.TIME_WAIT, Status.CLOSE_WAIT)),
        Arguments.of(
            List.of("--kind=tcp", "--state=CLOSE_WAIT", "--listen"),
            tcp.status(Status.LISTEN, Status.CLOSE_WAIT)),
        Arguments.of(List.of("--port", "65535"), Query.of(Kind.INET).localPort(65535)),
        Arguments.of(
            List.of("--listen", "--port=8080", "--first"),
            Query.of(Kind.INET).status(Status.LISTEN).localPort(8080).anyHolder()));
  }

  @ParameterizedTest
  @MethodSource("questions")
  void whatIsAskedForIsAskedOfTheSystem(List<String> args, Query query) {
    for (String format : List.of("table", "json", "jsonl", "csv")) {
      Sockscope scope = mock(Sockscope.class);
      when(scope.snapshot(any())).thenReturn(MACHINE.snapshot(Query.of(Kind.INET)));
      List<String> all = new ArrayList<>(args);
      all.add("--format=" + format);

      assertEquals(0, Run.of(scope, all.toArray(String[]::new)).status());

      verify(scope).snapshot(query);
    }
  }

  @Test
  void helpAndVersionOpenNothing() {
    Run help = Run.of(MainTest::neverOpened, "--help");
    assertEquals(0, help.status());
    assertTrue(help.out().startsWith("Usage: sockscope "), help.out());
    for (String option :
        List.of(
            "--pid=PID",
            "--kind=KIND",
            "--state=STATE",
            "--listen ",
            "--port=PORT",
            "--first ",
            "--format=FORMAT",
            "--diagnose ",
            " \\xNN,",
            " \\\\. ",
            "printf %b")) {
      assertTrue(help.out().contains(option), help.out());
    }

    Run version = Run.of(MainTest::neverOpened, "--version");
    assertTrue(version.out().matches("sockscope [0-9]+\\.[0-9]+\\.[0-9]+.*\n"), version.out());
  }

  private static Sockscope neverOpened() {
    throw new AssertionError("there is no need to open a scope");
  }

  @Test
  void outputIsUtf8WithoutCarriageReturns() {
    FixtureScope scope =
        new FixtureScope()
            .add(tcp(7, inet4(0x7f000001L, 80), inet4(1, 9), Status.LISTEN, 12), "größe");

    String out = Run.of(scope).out();

    assertTrue(out.contains("größe"), out);
    assertFalse(out.contains("\r"), out);
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "json", "jsonl", "csv"})
  void aFailedWriteIsStatus1AndOneLine(String format) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };

    int status = new Main(() -> MACHINE, full, err).run("--format", format);

    assertEquals(1, status);
    assertEquals(
        "sockscope: cannot write to standard output: No space left on device\n",
        err.toString(StandardCharsets.UTF_8));
  }
}
