// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockscope.AccessDeniedException;
import org.sockscope.Connection;
import org.sockscope.InetEndpoint;
import org.sockscope.Kind;
import org.sockscope.MissingPid;
import org.sockscope.NativeLibraryException;
import org.sockscope.NoSuchProcessException;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.Snapshot;
import org.sockscope.Sockscope;
import org.sockscope.SockscopeException;
import org.sockscope.Status;
import org.sockscope.SystemCallException;
import org.sockscope.UnixEndpoint;
import org.sockscope.ZombieProcessException;
import org.sockscope.contract.Scenario;

/** What a program sees of faults that a real kernel doesn't produce on demand. */
class ScriptedFaultsTest {
  /** A process with one listener, on port 8080. */
  private static final String SERVER =
      """
      process 100 server
      fd 100 3 socket:[1001]
      tcp4 10 127.0.0.1 8080 0.0.0.0 0 inode=1001 uid=7 cookie=1
      """;

  /** By errno-base.h. */
  private static final int EIO = 5;

  private static final int ENOENT = 2;
  private static final int ENOMEM = 12;
  private static final int EMFILE = 24;
  private static final int EBADMSG = 74;

  private Sockscope scope;

  @BeforeEach
  void openScope() {
    scope = Sockscope.system();
  }

  @AfterEach
  void closeScope() {
    scope.close();
  }

  private Snapshot snapshot(String scenario) {
    Scenario.write(scenario);
    return scope.snapshot(Query.of(Kind.ALL));
  }

  private SystemCallException failure(String scenario) {
    return assertThrows(SystemCallException.class, () -> snapshot(scenario));
  }

  private <T extends SockscopeException> T failure(Class<T> type, long pid, String scenario) {
    Scenario.write(scenario);
    T failure = assertThrows(type, () -> scope.process(pid).connections(Kind.ALL));
    assertEquals(OptionalLong.of(pid), failure.pid());
    return failure;
  }

  private static Row onlyRow(Snapshot snapshot) {
    List<Row> rows = snapshot.rows();
    assertEquals(1, rows.size(), rows::toString);
    return rows.get(0);
  }

  private static Row rowOfPort(Snapshot snapshot, int port) {
    List<Row> rows =
        snapshot.rows().stream()
            .filter(
                row -> row.connection().laddr() instanceof InetEndpoint end && end.port() == port)
            .toList();
    assertEquals(1, rows.size(), rows::toString);
    return rows.get(0);
  }

  private static void assertIsServer(Row row) {
    assertEquals(100, row.connection().pid());
    assertEquals(3, row.connection().fd());
    assertEquals(
        InetEndpoint.of(row.connection().family(), 0, 0x7F000001, 8080), row.connection().laddr());
    assertEquals(Status.LISTEN, row.connection().status());
  }

  @Nested
  class Dumps {
    @Test
    void oneThatWasInterruptedOnceIsReadAgain() {
      Snapshot snapshot =
          snapshot(
              """
              process 100 server
              fd 100 3 socket:[1001]
              tcp4 10 127.0.0.1 9999 0.0.0.0 0 inode=999 cookie=9
              interrupted tcp4
              round
              """
                  + SERVER);

      assertIsServer(onlyRow(snapshot));
      assertTrue(snapshot.complete());
    }

    @Test
    void oneThatIsAlwaysInterruptedIsNotComplete() {
      Snapshot snapshot = snapshot(SERVER + "interrupted tcp4\n");

      assertIsServer(onlyRow(snapshot));
      assertFalse(snapshot.complete());
      assertEquals(0, snapshot.lost());
      assertEquals(Set.of(), snapshot.unreadable());
    }

    @Test
    void oneWhoseMessagesAreAlwaysLostIsNotComplete() {
      assertFalse(snapshot(SERVER + "lost udp6\n").complete());
    }

    @Test
    void aMessageWithoutRoomForASocketMakesItIncomplete() {
      Snapshot snapshot = snapshot(SERVER + "short tcp4\n");

      assertIsServer(onlyRow(snapshot));
      assertFalse(snapshot.complete());
      assertEquals(1, snapshot.lost());
    }

    @Test
    void aMessageThatLiesAboutItsLengthIsAnException() {
      SystemCallException failure = failure(SERVER + "lying tcp4\n");

      assertEquals("sock_diag of TCP (kernel module tcp_diag)", failure.call());
      assertEquals(EBADMSG, failure.code());
      assertEquals(OptionalLong.empty(), failure.pid());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp4", "tcp6", "udp4", "udp6", "unix"})
    void oneWhoseModuleIsMissingIsReadAsText(String table) {
      Snapshot snapshot = snapshot(SERVER + "error " + table + " ENOENT\n");

      assertEquals(1, snapshot.rows().size());
      assertEquals("sock_diag, procfs", snapshot.method());
      assertTrue(snapshot.complete());
    }

    @ParameterizedTest
    @CsvSource({
      "tcp4, IPv4 TCP, tcp_diag",
      "udp4, IPv4 UDP, udp_diag",
      "unix, UNIX sockets, unix_diag"
    })
    void oneThatIsMissingBothWaysNamesItsModule(String table, String sockets, String module) {
      SystemCallException failure =
          failure(SERVER + "error " + table + " ENOENT\nno-text " + table + "\n");

      assertEquals(ENOENT, failure.code());
      assertTrue(failure.getMessage().contains(sockets), failure::getMessage);
      assertTrue(failure.getMessage().contains("kernel module " + module), failure::getMessage);
    }

    @Test
    void oneThatBreaksOffIsAnException() {
      assertEquals(EIO, failure(SERVER + "ends-with udp4 EIO\n").code());
    }

    @Test
    void oneThatIsNotNeededMayBeRefused() {
      Scenario.write(SERVER + "error udp4 ENOENT\n");

      assertEquals(1, scope.connections(Kind.TCP).size());
    }

    @Test
    void stateWithoutANameIsKept() {
      Row row =
          rowOfPort(
              snapshot(SERVER + "tcp4 31 127.0.0.1 8081 127.0.0.1 5 inode=1002 cookie=2\n"), 8081);

      assertEquals(Status.NONE, row.connection().status());
      assertEquals(Optional.of("31"), row.nativeState());
    }

    @Test
    void aConnectionRequestHasItsNativeState() {
      Row row = rowOfPort(snapshot(SERVER + "tcp4 12 127.0.0.1 8081 127.0.0.1 5 cookie=2\n"), 8081);

      assertEquals(Status.SYN_RECV, row.connection().status());
      assertEquals(Optional.of("TCP_NEW_SYN_RECV"), row.nativeState());
      assertEquals(Optional.of(MissingPid.NONE), row.missingPid());
    }

    @Test
    void aSocketThatWasListedTwiceIsOneRow() {
      assertIsServer(
          onlyRow(
              snapshot(SERVER + "tcp4 10 127.0.0.1 8080 0.0.0.0 0 inode=1001 uid=7 cookie=1\n")));
    }

    @Test
    void theSubflowsOfAnMptcpSocketAreRowsOfItsHolder() {
      List<Connection> rows =
          snapshot(
                  """
                  process 100 server
                  fd 100 3 socket:[1001]
                  tcp4 1 10.0.0.1 443 10.0.0.2 5000 inode=1001 cookie=1
                  tcp4 1 10.0.1.1 444 10.0.1.2 5001 inode=1001 cookie=2
                  """)
              .connections();

      assertEquals(2, new HashSet<>(rows).size(), rows::toString);
      for (Connection row : rows) {
        assertEquals(100, row.pid());
        assertEquals(3, row.fd());
      }
    }

    @Test
    void fiveThousandSocketsAreFiveThousandRows() {
      StringBuilder scenario = new StringBuilder("process 100 server\n");
      for (int i = 1; i <= 5000; i++) {
        scenario.append("fd 100 %d socket:[%d]\n".formatted(i, 10_000 + i));
        scenario.append(
            "tcp4 1 127.0.0.1 %d 127.0.0.1 9 inode=%d cookie=%d\n"
                .formatted(10_000 + i, 10_000 + i, i));
      }
      Snapshot snapshot = snapshot(scenario.toString());
      Set<Integer> fds = new HashSet<>();
      for (Connection row : snapshot.connections()) {
        assertEquals(row.fd() + 10_000, ((InetEndpoint) row.laddr()).port());
        fds.add(row.fd());
      }

      assertEquals(5000, fds.size());
      assertEquals(5000, snapshot.rows().size());
      assertTrue(snapshot.complete());
    }
  }

  @Nested
  class Holders {
    /** As of scenarios/socket-changes-hands: every process can be read. */
    private Snapshot changing() {
      return snapshot(
          """
          process 100 receiver
          process 200 sender
          tcp4 10 127.0.0.1 8001 0.0.0.0 0 inode=1001 cookie=1
          tcp4 10 127.0.0.1 8002 0.0.0.0 0 inode=1002 cookie=2
          tcp4 10 127.0.0.1 8003 0.0.0.0 0 inode=1003 cookie=3
          round
          process 100 receiver
          process 200 sender
          fd 100 9 socket:[1001]
          tcp4 10 127.0.0.1 8001 0.0.0.0 0 inode=1001 cookie=1
          tcp4 10 127.0.0.1 8003 0.0.0.0 0 inode=1003 cookie=3
          """);
    }

    @Test
    void oneThatGotASocketMeanwhileIsFoundByTheSecondLook() {
      Row row = rowOfPort(changing(), 8001);

      assertEquals(100, row.connection().pid());
      assertEquals(9, row.connection().fd());
      assertEquals(Optional.of("receiver"), row.processName());
    }

    @Test
    void aSocketThatWasClosedMeanwhileIsGone() {
      Row row = rowOfPort(changing(), 8002);

      assertEquals(-1, row.connection().pid());
      assertEquals(-1, row.connection().fd());
      assertEquals(Optional.of(MissingPid.GONE), row.missingPid());
    }

    @Test
    void aSocketInFlightHasNone() {
      Snapshot snapshot = changing();

      assertEquals(Optional.of(MissingPid.NONE), rowOfPort(snapshot, 8003).missingPid());
      assertTrue(snapshot.complete());
    }

    @Test
    void oneThatMayNotBeReadHidesItsSockets() {
      Snapshot snapshot =
          snapshot(
              SERVER
                  + """
                  process 300 other
                  fault openat 300/fd EACCES
                  tcp4 10 127.0.0.1 8081 0.0.0.0 0 inode=1002 uid=8 cookie=2
                  """);
      Row row = rowOfPort(snapshot, 8081);

      assertEquals(-1, row.connection().pid());
      assertEquals(Optional.of(MissingPid.HIDDEN), row.missingPid());
      assertEquals(OptionalLong.of(8), row.uid());
      assertEquals(Set.of(300L), snapshot.unreadable());
      assertFalse(snapshot.complete());
      assertIsServer(rowOfPort(snapshot, 8080));
    }

    @Test
    void aKernelThreadHidesNothing() {
      Snapshot snapshot =
          snapshot(
              """
              process 2 kthreadd
              kernel-thread 2
              fault openat 2/fd EACCES
              tcp4 10 127.0.0.1 8081 0.0.0.0 0 inode=1002 cookie=2
              """);

      assertEquals(Optional.of(MissingPid.NONE), onlyRow(snapshot).missingPid());
      assertTrue(snapshot.complete());
    }

    @Test
    void oneThatEndsDuringTheWalkIsPassedOver() {
      Snapshot snapshot =
          snapshot(
              SERVER
                  + """
                  process 101 gone-at-once
                  fault openat 101 ENOENT
                  process 102 gone-later
                  fault getdents64 102/fd ESRCH
                  """);

      assertIsServer(onlyRow(snapshot));
      assertTrue(snapshot.complete());
    }

    @ParameterizedTest
    @ValueSource(strings = {"openat 100", "openat 100/fd", "socket -"})
    void aLackOfDescriptorsIsNoShorterList(String call) {
      SystemCallException failure = failure(SERVER + "fault " + call + " EMFILE\n");

      assertEquals(EMFILE, failure.code());
    }

    @Test
    void aLackOfDescriptorsHidesNoUnboundSocket() {
      String unbound =
          """
          process 100 server
          fd 100 3 socket:[1001]
          protocol 100 3 TCP
          """;
      Query query = Query.of(Kind.TCP).unbound(true);
      Scenario.write(unbound);
      assertEquals(1, scope.snapshot(query).rows().size());
      Scenario.write(unbound + "round\n" + unbound + "fault openat 100/fd EMFILE\n");

      assertEquals(
          EMFILE, assertThrows(SystemCallException.class, () -> scope.snapshot(query)).code());
    }

    @Test
    void aSocketOfTwoProcessesAndTwoDescriptorsIsARowOfEach() {
      List<Connection> rows =
          snapshot(
                  SERVER
                      + """
                      fd 100 4 socket:[1001]
                      process 101 child
                      fd 101 3 socket:[1001]
                      """)
              .connections();

      assertEquals(3, rows.size());
      assertEquals(3, new HashSet<>(rows).size(), rows::toString);
    }
  }

  @Nested
  class Processes {
    @Test
    void oneThatEndsDuringTheQueryIsNoSuchProcess() {
      failure(
          NoSuchProcessException.class,
          100,
          SERVER + "changes-after unix\nround\ntcp4 10 127.0.0.1 8080 0.0.0.0 0 inode=1001\n");
    }

    @Test
    void theIdOfAThreadIsNoSuchProcess() {
      failure(NoSuchProcessException.class, 101, SERVER + "thread 101 100\n");
    }

    @Test
    void zeroIsNoSuchProcess() {
      failure(NoSuchProcessException.class, 0, SERVER);
    }

    @Test
    void oneThatWasNotWaitedForIsAZombie() {
      failure(ZombieProcessException.class, 101, SERVER + "process 101 zombie\nended 101\n");
    }

    @Test
    void oneThatProcfsHidesIsDenied() {
      AccessDeniedException failure =
          failure(AccessDeniedException.class, 4000, SERVER + "hidden 4000\n");

      assertTrue(failure.getMessage().contains("4000"), failure::getMessage);
    }

    @Test
    void oneWhoseDescriptorsMayNotBeReadIsDenied() {
      failure(AccessDeniedException.class, 100, SERVER + "fault openat 100/fd EACCES\n");
    }

    @Test
    void aKernelThreadHasNoSockets() {
      Scenario.write("process 2 kthreadd\nkernel-thread 2\nfault openat 2/fd EACCES\n");

      assertEquals(List.of(), scope.process(2).connections(Kind.ALL));
    }

    @Test
    void aLackOfDescriptorsIsToldWithThePid() {
      SystemCallException failure =
          failure(SystemCallException.class, 100, SERVER + "fault openat 100/fd EMFILE\n");

      assertEquals(EMFILE, failure.code());
    }
  }

  @Nested
  class Names {
    @ParameterizedTest
    @CsvSource({
      "a\\20b, a b",
      "\\1b[31mred, '\u001B[31mred'",
      "x\\0aState:\\09Z, 'x\nState:\tZ'",
      ")\\20Z\\20(, ) Z (",
      "\\c3\\bc, \u00FC",
    })
    void aProcessMayHaveAnyName(String scripted, String name) {
      Snapshot snapshot = snapshot(SERVER.replace("server", scripted));
      Row row = onlyRow(snapshot);

      assertEquals(Optional.of(name), row.processName());
      assertEquals(1, scope.process(100).connections().size());
    }

    @Test
    void bytesOfAProcessNameThatAreNotUtf8AreReplaced() {
      Row row = onlyRow(snapshot(SERVER.replace("server", "a\\ffb")));

      assertEquals(Optional.of("a\uFFFDb"), row.processName());
    }

    @Test
    void aPathMayHaveAllTheRoomThereIs() {
      byte[] path = new byte[108];
      Arrays.fill(path, (byte) 'x');
      path[0] = '/';
      path[1] = '\n';
      path[2] = ' ';
      path[3] = (byte) 0xFF;
      UnixEndpoint laddr = unixName(path);

      assertEquals(UnixEndpoint.of(path), laddr);
      assertEquals("/\n \uDCFF" + "x".repeat(104), laddr.path());
      assertEquals(new UnixEndpoint(laddr.path()), laddr);
    }

    @Test
    void anAbstractNameMayHaveNulBytes() {
      byte[] name = "\0a\0b\0".getBytes(StandardCharsets.US_ASCII);
      UnixEndpoint laddr = unixName(name);

      assertTrue(laddr.isAbstract());
      assertEquals(UnixEndpoint.of(name), laddr);
    }

    private UnixEndpoint unixName(byte[] name) {
      Row row =
          onlyRow(
              snapshot(
                  "process 1 init\nfd 1 3 socket:[5]\nunix 1 10 "
                      + HexFormat.of().formatHex(name)
                      + " inode=5 cookie=5\n"));
      assertEquals(UnixEndpoint.UNNAMED, row.connection().raddr());
      return (UnixEndpoint) row.connection().laddr();
    }

    @Test
    void equalNamesAreRowsOfTheirOwn() {
      List<Connection> rows =
          snapshot(
                  """
                  process 1 init
                  fd 1 3 socket:[5]
                  unix 1 10 2f7800 inode=5 cookie=5
                  unix 1 1 2f7800 inode=6 cookie=6
                  unix 1 1 2f7800 inode=7 cookie=7
                  """)
              .connections();

      assertEquals(3, rows.size(), rows::toString);
      assertEquals(rows.get(1).laddr(), rows.get(2).laddr());
    }
  }

  @Nested
  class Memory {
    private static final String WORLD =
        SERVER
            + """
            unix 1 10 2f7800 inode=5 cookie=5
            process 300 other
            fault openat 300/fd EACCES
            """;

    @Test
    void whereverItRunsOutTheQueryFailsAndTheNextOneWorks() {
      int allocations = 0;
      while (runsOut(++allocations)) {
        assertEquals(2, snapshot(WORLD).rows().size());
      }

      assertEquals(2, snapshot(WORLD).rows().size());
      assertTrue(allocations > 5, "there were few allocations to fail");
    }

    private boolean runsOut(int allocation) {
      Scenario.write(WORLD + "memory " + allocation + "\n");
      try {
        assertEquals(2, scope.snapshot(Query.of(Kind.ALL)).rows().size());
        return false;
      } catch (SystemCallException e) {
        assertEquals(ENOMEM, e.code());
        return true;
      }
    }

    /** The failure is told in memory too: less is told then, but still the same. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void aFailureIsToldWithoutIt(int allocation) {
      failure(NoSuchProcessException.class, 4711, SERVER + "memory " + allocation + "\n");
      Scenario.write(SERVER + "fault socket - EIO\nmemory " + allocation + "\n");
      SystemCallException failure =
          assertThrows(SystemCallException.class, () -> scope.connections(Kind.TCP));
      assertTrue(List.of(EIO, ENOMEM).contains(failure.code()), failure::getMessage);
      assertIsServer(onlyRow(snapshot(SERVER)));
    }
  }

  @Nested
  class Libraries {
    private final String loaded = System.getProperty("sockscope.library.path");

    @AfterEach
    void nameTheLoadedOneAgain() {
      System.setProperty("sockscope.library.path", loaded);
    }

    @Test
    void anotherOneNeedsAJvmOfItsOwn() {
      System.setProperty("sockscope.library.path", loaded + ".other");
      NativeLibraryException failure =
          assertThrows(NativeLibraryException.class, Sockscope::system);

      assertTrue(failure.getMessage().contains(loaded + ".other"), failure::getMessage);
      assertTrue(failure.getMessage().contains("JVM of its own"), failure::getMessage);
    }

    @Test
    void theBundledOneIsAnotherOneToo() {
      System.clearProperty("sockscope.library.path");

      assertThrows(NativeLibraryException.class, Sockscope::system);
      assertEquals(List.of(), snapshot("").rows());
    }
  }
}
