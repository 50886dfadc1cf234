// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.macos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockscope.AccessDeniedException;
import org.sockscope.Connection;
import org.sockscope.Kind;
import org.sockscope.MissingPid;
import org.sockscope.PidKind;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.Snapshot;
import org.sockscope.SocketType;
import org.sockscope.Status;
import org.sockscope.SystemCallException;
import org.sockscope.UnixEndpoint;
import org.sockscope.contract.Scenario;

/**
 * The whole machine: who holds what, for root and for a user who may read only their own processes.
 */
class ScriptedMachineTest extends MacosQueries {
  /** Two processes of others, of which one holds the server's socket, too. */
  private static final String OTHERS =
      SERVER
          + """
          process 300 name=launchd uid=0
          fd 300 3 2
          fd 300 4 3
          process 301 name=other uid=502
          fd 301 3 1
          fd 301 4 4
          fd 301 5 5
          tcp6 2 1 :: 22 :: 0 uid=0 last=300
          udp4 3 0.0.0.0 53 0.0.0.0 0 uid=65 last=412
          tcp4 4 4 10.0.0.1 5000 10.0.0.2 443 uid=502 last=301
          unix 5 stream - /var/run/mDNSResponder uid=502 last=301
          """;

  @Nested
  class OfAnOrdinaryUser {
    private Snapshot snapshot;

    @BeforeEach
    void look() {
      snapshot = machine(OTHERS);
    }

    @Test
    void theirOwnSocketsHaveDescriptors() {
      Row row = rowOfPort(snapshot, 8080);

      assertIsServer(row.connection());
      assertEquals(Optional.of(PidKind.HOLDER), row.pidKind());
      assertEquals(Optional.of("server"), row.processName());
      assertEquals(Optional.empty(), row.missingPid());
      assertEquals(OptionalLong.empty(), row.lastUser());
      assertEquals(OptionalLong.of(501), row.uid());
    }

    @Test
    void thoseOfOthersHaveTheirLastUserAndNoPid() {
      Row row = rowOfPort(snapshot, 53);

      assertNobodys(MissingPid.HIDDEN, row);
      assertEquals(OptionalLong.of(412), row.lastUser());
      assertEquals(Optional.of(PidKind.LAST_USER), row.pidKind());
      assertEquals(OptionalInt.empty(), row.nativeFd());
      assertEquals(OptionalLong.of(65), row.uid());
    }

    @Test
    void thoseOfOthersHaveAllElse() {
      Connection listener = rowOfPort(snapshot, 22).connection();
      Connection connection = rowOfPort(snapshot, 5000).connection();

      assertEquals(":: 22", local(listener));
      assertEquals(Status.LISTEN, listener.status());
      assertEquals(SocketType.SOCK_STREAM, listener.type());
      assertEquals(Status.ESTABLISHED, connection.status());
      assertEquals("10.0.0.2:443", connection.raddr().toString());
    }

    @Test
    void thoseOfOthersHaveBothUnixEnds() {
      Row row =
          only(
              snapshot.rows().stream()
                  .filter(each -> each.connection().laddr() instanceof UnixEndpoint)
                  .toList());

      assertEquals(UnixEndpoint.UNNAMED, row.connection().laddr());
      assertEquals(new UnixEndpoint("/var/run/mDNSResponder"), row.connection().raddr());
      assertEquals(OptionalLong.of(301), row.lastUser());
    }

    /** Also the one that another user's process holds, too. */
    @Test
    void nothingIsThereTwice() {
      assertEquals(5, snapshot.rows().size(), () -> snapshot.rows().toString());
      assertEquals(5, new HashSet<>(snapshot.connections()).size());
    }

    @Test
    void whoCouldNotBeReadIsTold() {
      assertEquals(Set.of(300L, 301L), snapshot.unreadable());
      assertFalse(snapshot.complete());
      assertEquals("libproc, sysctl", snapshot.method());
    }

    @Test
    void theLastUserIsNotAskedFor() {
      assertEquals(List.of(), rowsOf(301));
      assertThrows(AccessDeniedException.class, () -> scope.process(301).connections());
    }

    private List<Connection> rowsOf(long pid) {
      return scope.connections(Kind.ALL).stream().filter(row -> row.pid() == pid).toList();
    }

    /** As XNU has it: nothing refers to what waits to be accepted or was closed. */
    @ParameterizedTest
    @ValueSource(strings = {"10", "4"})
    void whatNobodyHoldsIsNotHidden(String state) {
      Snapshot more =
          machine(
              OTHERS + "tcp4 9 %s 10.0.0.1 80 10.0.0.2 999 nofdref last=301\n".formatted(state));

      assertNobodys(MissingPid.NONE, rowOfPort(more, 80));
    }

    /** As it does with what a process wrote, when it comes to sending it. */
    @Test
    void oneThatTheKernelUsedLastMayStillBeTheirs() {
      Row row = rowOfPort(machine(OTHERS + "udp4 9 0.0.0.0 2049 0.0.0.0 0 last=0\n"), 2049);

      assertNobodys(MissingPid.HIDDEN, row);
      assertEquals(OptionalLong.empty(), row.lastUser());
      assertEquals(Optional.empty(), row.pidKind());
    }

    @Test
    void theirsCanBeNarrowedByStatusAndPort() {
      Query listeners = Query.of(Kind.TCP).status(Status.LISTEN);

      assertEquals(2, scope.snapshot(listeners).rows().size());
      assertEquals(1, scope.snapshot(listeners.localPort(22)).rows().size());
      assertEquals(1, scope.snapshot(Query.of(Kind.ALL).remotePort(443)).rows().size());
    }
  }

  @Nested
  class OfRoot {
    @Test
    void everySocketHasItsHolders() {
      Snapshot snapshot = machine("uid 0\n" + OTHERS.replace("name=server", "name=server uid=501"));

      assertEquals(6, snapshot.rows().size());
      for (Row row : snapshot.rows()) {
        assertEquals(Optional.of(PidKind.HOLDER), row.pidKind());
        assertTrue(row.connection().fd() >= 3);
      }
      assertEquals(Set.of(), snapshot.unreadable());
      assertTrue(snapshot.complete());
    }

    @Test
    void thatNobodyHoldsIsThereAllTheSame() {
      Row row =
          rowOfPort(
              machine("uid 0\n" + SERVER + "tcp4 9 10 10.0.0.1 80 10.0.0.2 999 nofdref last=100\n"),
              80);

      assertNobodys(MissingPid.NONE, row);
      assertEquals(Status.TIME_WAIT, row.connection().status());
      assertEquals(OptionalLong.of(100), row.lastUser());
    }

    @Test
    void theKernelsOwnSocketsHaveNoLastUser() {
      Row row =
          rowOfPort(machine("uid 0\n" + SERVER + "udp4 9 0.0.0.0 2049 0.0.0.0 0 last=0\n"), 2049);

      assertNobodys(MissingPid.NONE, row);
      assertEquals(OptionalLong.empty(), row.lastUser());
      assertEquals(Optional.empty(), row.pidKind());
    }
  }

  @Nested
  class Meanwhile {
    @ParameterizedTest
    @ValueSource(strings = {"listfds 101", "fdinfo 101/3"})
    void aProcessThatEndsIsPassedOver(String call) {
      Snapshot snapshot =
          machine(
              """
              process 101
              fd 101 3 2
              udp4 2 127.0.0.1 8081 0.0.0.0 0 unlisted
              fault %s ESRCH
              """
                      .formatted(call)
                  + SERVER);

      assertIsServer(only(snapshot.connections()));
      assertEquals(Set.of(), snapshot.unreadable());
      assertTrue(snapshot.complete());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "uid=0"})
    void oneThatWasNotWaitedForIsPassedOver(String user) {
      Snapshot snapshot = machine(SERVER + "process 101 zombie " + user + "\n");

      assertIsServer(only(snapshot.connections()));
      assertTrue(snapshot.complete());
    }

    @Test
    void oneThatEndsBeforeItsNameIsToldIsPassedOver() {
      Snapshot snapshot =
          machine(
              """
              process 99
              fd 99 3 9
              udp4 9 127.0.0.1 9 0.0.0.0 0 unlisted
              fault identify 99 ESRCH
              """
                  + SERVER);

      assertIsServer(only(snapshot.connections()));
      assertTrue(snapshot.complete());
    }

    /** More processes than there was room for by what the kernel said before. */
    @Test
    void aTableOfProcessesThatGrowsIsReadAgain() {
      Snapshot snapshot =
          machine(
              SERVER + "changes-after listpids -\nround\n" + SERVER + "many-processes 1000 60\n");

      assertEquals(61, snapshot.rows().size());
      assertEquals(61, pids(snapshot).size());
    }

    @Test
    void aTableOfProcessesThatKeepsGrowingIsReadInTheEnd() {
      assertIsServer(only(machine(SERVER + "grows listpids 30 5\n").connections()));
    }

    @Test
    void fiveThousandProcessesAreFiveThousandHolders() {
      Snapshot snapshot = machine("many-processes 1000 5000\n");

      assertEquals(5000, pids(snapshot).size());
      assertEquals(5000, snapshot.rows().size());
      for (Connection row : snapshot.connections()) {
        assertEquals(3, row.fd());
        assertEquals("0.0.%d.%d 9".formatted(row.pid() >> 8, row.pid() & 255), local(row));
      }
      assertTrue(snapshot.complete());
    }

    private Set<Long> pids(Snapshot snapshot) {
      Set<Long> pids = new HashSet<>();
      snapshot.connections().forEach(row -> pids.add(row.pid()));
      return pids;
    }

    @Test
    void whatIsOpenedAfterTheTablesWereReadIsThere() {
      assertIsServer(
          only(machine(SERVER.replace("0.0.0.0 0", "0.0.0.0 0 unlisted")).connections()));
    }

    /**
     * As of the read of the tables there are 8001 to 8003, of which no descriptor is found then.
     */
    private Snapshot changing() {
      return machine(
          """
          process 100 name=receiver
          process 200 name=sender
          tcp4 1 1 127.0.0.1 8001 0.0.0.0 0
          tcp4 2 1 127.0.0.1 8002 0.0.0.0 0
          tcp4 3 1 127.0.0.1 8003 0.0.0.0 0
          changes-after listpids -
          round
          process 100 name=receiver
          process 200 name=sender
          tcp4 1 1 127.0.0.1 8001 0.0.0.0 0
          tcp4 3 1 127.0.0.1 8003 0.0.0.0 0
          changes-after sysctl net.local.dgram.pcblist_n
          round
          process 100 name=receiver
          fd 100 9 1
          process 200 name=sender
          tcp4 1 1 127.0.0.1 8001 0.0.0.0 0
          tcp4 3 1 127.0.0.1 8003 0.0.0.0 0
          """);
    }

    @Test
    void whoGotASocketIsFoundByTheSecondLook() {
      Row row = rowOfPort(changing(), 8001);

      assertEquals(100, row.connection().pid());
      assertEquals(9, row.connection().fd());
      assertEquals(Optional.of("receiver"), row.processName());
    }

    @Test
    void whatWasClosedIsGone() {
      assertNobodys(MissingPid.GONE, rowOfPort(changing(), 8002));
    }

    @Test
    void whatIsInFlightIsHeldByNobody() {
      Snapshot snapshot = changing();

      assertNobodys(MissingPid.NONE, rowOfPort(snapshot, 8003));
      assertEquals(3, snapshot.rows().size());
      assertTrue(snapshot.complete());
    }
  }

  @Nested
  class Holders {
    @Test
    void aSocketOfTwoProcessesAndTwoDescriptorsIsARowOfEach() {
      List<Connection> rows =
          machine(SERVER + "fd 100 4 1\nprocess 101 name=child\nfd 101 3 1\n").connections();

      assertEquals(3, rows.size());
      assertEquals(3, new HashSet<>(rows).size(), rows::toString);
    }

    @Test
    void theKernelsOwnProcessIsNotWalked() {
      Snapshot snapshot = machine(SERVER + "fault listfds 0 EIO\n");

      assertIsServer(only(snapshot.connections()));
      assertTrue(snapshot.complete());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TCP", "UDP", "UNIX"})
    void rowsOfAProcessAreThoseOfTheMachineWithItsPid(Kind kind) {
      Scenario.write("uid 0\n" + OTHERS);

      for (long pid : new long[] {0, 100, 300, 301}) {
        assertEquals(
            scope.connections(kind).stream().filter(row -> row.pid() == pid).toList(),
            scope.process(pid).connections(kind));
      }
    }
  }

  @Nested
  class Failures {
    @Test
    void processesThatCannotBeListedAreAnException() {
      assertFailed("proc_listpids", EIO, machineFailure(SERVER + "fault listpids - EIO\n"));
    }

    @Test
    void descriptorsThatCannotBeListedAreNoShorterList() {
      SystemCallException failure = machineFailure(SERVER + "fault listfds 100 EIO\n");

      assertFailed("proc_pidinfo, PROC_PIDLISTFDS", EIO, failure);
      assertEquals(OptionalLong.of(100), failure.pid());
    }

    @Test
    void whereverMemoryRunsOutTheQueryFailsAndTheNextOneWorks() {
      int allocations = 0;
      while (runsOut(++allocations)) {
        assertEquals(5, machine(OTHERS).rows().size());
      }

      assertTrue(allocations > 5, "there were few allocations to fail");
    }

    private boolean runsOut(int allocation) {
      try {
        assertEquals(5, machine(OTHERS + "memory " + allocation + "\n").rows().size());
        return false;
      } catch (SystemCallException e) {
        assertEquals(ENOMEM, e.code());
        return true;
      }
    }
  }
}
