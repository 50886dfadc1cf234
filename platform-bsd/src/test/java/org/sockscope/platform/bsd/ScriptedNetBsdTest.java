// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.bsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockscope.AccessDeniedException;
import org.sockscope.Kind;
import org.sockscope.MissingPid;
import org.sockscope.NoSuchProcessException;
import org.sockscope.Row;
import org.sockscope.Snapshot;
import org.sockscope.Status;
import org.sockscope.SystemCallException;
import org.sockscope.UnixEndpoint;
import org.sockscope.ZombieProcessException;
import org.sockscope.contract.Scenario;

/** NetBSD's tables, whose addresses the kernel may hide. */
class ScriptedNetBsdTest extends BsdQueries {
  ScriptedNetBsdTest() {
    super("NetBSD");
  }

  @Nested
  class Tables {
    /** By more than the room that is left beyond what the kernel says. */
    @ParameterizedTest
    @ValueSource(
        strings = {
          "kern.file2",
          "kern.proc2",
          "net.inet.tcp.pcblist",
          "net.inet6.tcp6.pcblist",
          "net.inet.udp.pcblist",
          "net.inet6.udp6.pcblist",
          "net.local.stream.pcblist",
          "net.local.seqpacket.pcblist",
          "net.local.dgram.pcblist"
        })
    void oneThatGrowsMeanwhileIsReadAgain(String table) {
      Snapshot snapshot = machine(SERVER + "grows " + table + " 100 2\n");

      assertIsServer(rowOfPort(snapshot, 8080));
      assertTrue(snapshot.complete());
    }

    @Test
    void oneThatIsCutOffWithoutAWordIsReadAgain() {
      assertIsServer(machine(SERVER + "grows kern.file2 100 2\nquiet kern.file2\n"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "kern.file2",
          "kern.proc2",
          "net.inet.tcp.pcblist",
          "net.inet6.udp6.pcblist",
          "net.local.dgram.pcblist"
        })
    void oneThatCantBeReadIsAnException(String table) {
      String call = "sysctl of " + table;

      assertFailed(call, ENOMEM, machineFailure(SERVER + "grows " + table + " 3000\n"));
      assertFailed(call, EIO, machineFailure(SERVER + "fault sysctl " + table + " EIO\n"));
      assertFailed(call, EPERM, machineFailure(SERVER + "fault sysctl " + table + " EPERM\n"));
    }

    @Test
    void onlyThoseThatTheKindNeedsAreRead() {
      Scenario.write(
          SERVER
              + """
              fault sysctl net.inet.udp.pcblist EIO
              fault sysctl net.inet6.tcp6.pcblist EIO
              fault sysctl net.local.stream.pcblist EIO
              """);

      assertEquals(1, scope.connections(Kind.TCP4).size());
    }

    @Test
    void aKernelWithoutIpv6HasNoneOfItsSockets() {
      assertIsServer(
          machine(SERVER + "without net.inet6.tcp6.pcblist\nwithout net.inet6.udp6.pcblist\n"));
    }

    @Test
    void aKernelWithoutIpv4IsAnException() {
      assertThrows(
          SystemCallException.class, () -> machine(SERVER + "without net.inet.tcp.pcblist\n"));
    }
  }

  @Nested
  class Records {
    @ParameterizedTest
    @ValueSource(
        strings = {"kern.file2 112", "kern.proc2 640", "kern.file2 400", "kern.proc2 2000"})
    void olderAndNewerOnesOfHoldersAreReadAsFarAsTheyAreKnown(String size) {
      assertIsServer(machine(SERVER + "record-size " + size + "\n"));
    }

    /** The kernel gives them in its own size alone. */
    @Test
    void socketsOfAnotherVersionAreAnException() {
      assertFailed(
          "sysctl of net.inet.tcp.pcblist",
          EINVAL,
          machineFailure(SERVER + "record-size net.inet.tcp.pcblist 648\n"));
    }
  }

  @Nested
  class HiddenAddresses {
    private static final String HIDDEN =
        SERVER
            + """
            addresses-hidden
            process 200 other
            tcp4 2 10 127.0.0.1 8081 127.0.0.1 4001 orphan=1
            udp4 3 0.0.0.0 53 0.0.0.0 0
            unix 4 stream /run/a -
            holds 200 3 3
            holds 200 4 4
            process 300 without
            opens 300 3
            """;

    @Test
    void theyAreNeverJoined() {
      Snapshot snapshot = machine(HIDDEN);

      assertEquals(4, snapshot.rows().size());
      for (Row row : snapshot.rows()) {
        boolean timeWait = row.connection().status() == Status.TIME_WAIT;
        assertNobodys(timeWait ? MissingPid.NONE : MissingPid.HIDDEN, row);
      }
    }

    @Test
    void whoseSocketsCouldNotBeToldIsSaid() {
      Snapshot snapshot = machine(HIDDEN);

      assertEquals(Set.of(100L, 200L), snapshot.unreadable());
      assertFalse(snapshot.complete());
    }

    /** The kernel's own, too, of which no process is known to be unreadable. */
    @Test
    void withoutAHolderInSightItIsHiddenAllTheSame() {
      Snapshot snapshot =
          machine("addresses-hidden\nprocess 300 a\ntcp4 1 4 10.0.0.1 900 10.0.0.2 2049\n");

      assertNobodys(MissingPid.HIDDEN, only(snapshot.rows()));
    }

    @Test
    void aProcessWithSocketsIsDenied() {
      AccessDeniedException denied = failure(AccessDeniedException.class, 100, HIDDEN);

      assertTrue(denied.getMessage().contains("kern.expose_address"), denied::getMessage);
    }

    @Test
    void aProcessWithoutSocketsHasAnEmptyList() {
      assertEquals(List.of(), process(300, HIDDEN).rows());
    }
  }

  @Nested
  class Owners {
    @Test
    void oneThatEndsMeanwhileIsGone() {
      Snapshot snapshot =
          machine(SERVER + "changes-after net.inet.tcp.pcblist\nround\nprocess 200 other\n");

      assertNobodys(MissingPid.GONE, only(snapshot.rows()));
    }

    /** What one process closed lay where another's socket does now. */
    @Test
    void oneWhoseAddressIsUsedAgainIsGone() {
      Snapshot snapshot =
          machine(
              SERVER
                  + """
                  changes-after kern.file2
                  round
                  process 100 server
                  process 200 other
                  tcp4 1 1 127.0.0.1 8081 0.0.0.0 0
                  holds 200 3 1
                  """);

      Row row = only(snapshot.rows());
      assertNobodys(MissingPid.GONE, row);
      assertEquals("127.0.0.1 8081", local(row.connection()));
    }

    @Test
    void whoIsMissingMayBeBehindTheCurtain() {
      String nobodys = SERVER + "tcp4 2 4 127.0.0.1 8081 127.0.0.1 4001\n";

      Snapshot hidden = machine(nobodys + "curtain\nhidden 200\n");
      assertIsServer(rowOfPort(hidden, 8080));
      assertNobodys(MissingPid.HIDDEN, rowOfPort(hidden, 8081));
      assertNobodys(MissingPid.NONE, rowOfPort(machine(nobodys), 8081));
    }
  }

  @Nested
  class Fields {
    @Test
    void bothNamesOfAUnixSocketAreTold() {
      String scenario = "process 100 a\nunix 1 dgram /run/a /run/b\nholds 100 3 1\n";
      for (Snapshot snapshot : List.of(machine(scenario), process(100, scenario))) {
        Row row = only(snapshot.rows());
        assertEquals(new UnixEndpoint("/run/a"), row.connection().laddr());
        assertEquals(new UnixEndpoint("/run/b"), row.connection().raddr());
        assertEquals(Optional.empty(), row.nativeLaddr());
        assertEquals(Optional.empty(), row.nativeRaddr());
      }
    }

    @Test
    void theUserOfASocketIsNotTold() {
      assertEquals(OptionalLong.empty(), only(machine(SERVER).rows()).uid());
    }
  }

  @Nested
  class OneProcess {
    /** While it takes up another program the kernel has nothing of it. */
    @Test
    void oneThatIsPassedOverIsAskedForAgain() {
      assertIsServer(process(100, SERVER + "passes-over 100 4\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kern.file2", "net.inet.tcp.pcblist"})
    void oneThatEndsMeanwhileIsNoSuchProcess(String table) {
      failure(
          NoSuchProcessException.class,
          100,
          SERVER + "changes-after " + table + "\nround\nprocess 200 other\n");
    }

    @Test
    void oneThatEndsAndIsNotWaitedForIsAZombie() {
      failure(
          ZombieProcessException.class,
          100,
          SERVER + "changes-after kern.file2\nround\nzombie 100 server\n");
    }

    @Test
    void oneBehindTheCurtainIsDenied() {
      failure(AccessDeniedException.class, 200, SERVER + "curtain\nhidden 200\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kern.file2", "kern.proc2", "net.inet.tcp.pcblist"})
    void aFailureNamesTheCall(String table) {
      SystemCallException failure =
          assertThrows(
              SystemCallException.class,
              () -> process(100, SERVER + "fault sysctl " + table + " EIO\n"));

      assertFailed("sysctl of " + table, EIO, failure);
    }
  }
}
