// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.bsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockscope.AccessDeniedException;
import org.sockscope.AddressFamily;
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

/** FreeBSD's tables, which are joined, and the descriptors of one process. */
class ScriptedFreeBsdTest extends BsdQueries {
  /** Nobody holds what is on port 8081. */
  private static final String NOBODYS = SERVER + "tcp4 2 4 127.0.0.1 8081 10.0.0.1 2049\n";

  ScriptedFreeBsdTest() {
    super("FreeBSD");
  }

  @Nested
  class Tables {
    /** By more than the room that is left beyond what the kernel says. */
    @ParameterizedTest
    @ValueSource(strings = {"tcp", "udp", "stream", "dgram", "seqpacket", "file", "proc"})
    void oneThatGrowsMeanwhileIsReadAgain(String table) {
      Snapshot snapshot = machine(SERVER + "grows " + table + " 200 2\n");

      assertIsServer(rowOfPort(snapshot, 8080));
      assertTrue(snapshot.complete());
    }

    @Test
    void descriptorsThatGrowMeanwhileAreReadAgain() {
      assertIsServer(process(100, SERVER + "grows filedesc 200 2\n"));
    }

    @ParameterizedTest
    @CsvSource({
      "tcp, sysctl of net.inet.tcp.pcblist",
      "udp, sysctl of net.inet.udp.pcblist",
      "stream, sysctl of net.local.stream.pcblist",
      "dgram, sysctl of net.local.dgram.pcblist",
      "seqpacket, sysctl of net.local.seqpacket.pcblist",
      "file, sysctl of kern.file",
      "proc, sysctl of kern.proc.proc"
    })
    void oneThatCantBeReadIsAnException(String table, String call) {
      assertFailed(call, ENOMEM, machineFailure(SERVER + "never-fits " + table + "\n"));
      assertFailed(call, EIO, machineFailure(SERVER + "fault sysctl " + table + " EIO\n"));
      assertFailed(call, EPERM, machineFailure(SERVER + "fault sysctl " + table + " EPERM\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "udp", "stream", "dgram", "seqpacket"})
    void oneThatChangesEachTimeIsTakenAndNotComplete(String table) {
      Snapshot snapshot = machine(SERVER + "stirs " + table + "\n");

      assertIsServer(only(snapshot.rows()));
      assertFalse(snapshot.complete());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "udp", "stream", "dgram", "seqpacket"})
    void oneThatChangesAndComesToRestIsComplete(String table) {
      assertIsServer(machine(SERVER + "stirs " + table + " 2\n"));
    }

    @Test
    void onlyThoseThatTheKindNeedsAreRead() {
      String refused = "fault sysctl udp EIO\nfault sysctl stream EIO\nfault sysctl dgram EIO\n";
      Scenario.write(SERVER + refused + "fault sysctl seqpacket EIO\n");

      assertEquals(1, scope.connections(Kind.TCP).size());
    }

    @Test
    void theOneOfTcpIsNotNeededForUnixSocketsOfAProcess() {
      Scenario.write(SERVER + "unix 2 stream /run/a -\nholds 100 4 2\nfault sysctl tcp EIO\n");

      assertEquals(1, scope.process(100).connections(Kind.UNIX).size());
    }

    @Test
    void aKernelWithoutAProtocolHasNoneOfItsSockets() {
      assertIsServer(machine(SERVER + "without seqpacket\nwithout udp\n"));
    }
  }

  @Nested
  class Records {
    @Test
    void olderOnesWithAllThatIsNeededAreRead() {
      assertIsServer(
          machine(
              SERVER
                  + """
                  record-size tcp 576
                  record-size file 64
                  record-size proc 480
                  """));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp 900", "file 300", "proc 1500"})
    void newerOnesAreReadByTheirLength(String longer) {
      String second = "tcp4 2 1 127.0.0.1 8081 0.0.0.0 0\nprocess 200 other\nholds 200 4 2\n";
      Snapshot snapshot = machine(SERVER + second + "record-size " + longer + "\n");

      assertIsServer(rowOfPort(snapshot, 8080));
      assertEquals(200, rowOfPort(snapshot, 8081).connection().pid());
      assertTrue(snapshot.complete());
    }

    @Test
    void onesWithoutWhatIsNeededArePassedOverAndThatIsSaid() {
      Snapshot snapshot = machine(SERVER + "record-size tcp 568\n");

      assertEquals(List.of(), snapshot.rows());
      assertFalse(snapshot.complete());
      assertEquals(1, snapshot.lost());
    }

    @Test
    void withoutThoseOfTheHoldersNobodyIsToldToHoldASocket() {
      Snapshot snapshot = machine(SERVER + "record-size file 56\n");

      assertNobodys(MissingPid.HIDDEN, only(snapshot.rows()));
      assertFalse(snapshot.complete());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp 0", "tcp 1000000", "file 0", "file 1000000"})
    void aLengthThatCantBeEndsTheTableAndThatIsSaid(String says) {
      Snapshot snapshot = machine(SERVER + "says " + says + "\n");

      assertFalse(snapshot.complete());
      for (Row row : snapshot.rows()) {
        assertNobodys(MissingPid.HIDDEN, row);
      }
    }
  }

  @Nested
  class Owners {
    @ParameterizedTest
    @CsvSource({
      "'policy security.jail.jailed 1', HIDDEN",
      "'user 1001\npolicy security.bsd.see_other_uids 0', HIDDEN",
      "'user 1001\npolicy security.bsd.see_other_gids 0', HIDDEN",
      "'user 1001\npolicy security.bsd.see_jail_proc 0', HIDDEN",
      "'user 1001\npolicy security.bsd.see_other_uids 1', NONE",
      "'policy security.bsd.see_other_uids 0', NONE"
    })
    void whoIsMissingMayBeHiddenByThePolicy(String policy, MissingPid why) {
      Snapshot snapshot = machine(NOBODYS + policy + "\n");

      assertEquals(2, snapshot.rows().size());
      assertIsServer(rowOfPort(snapshot, 8080));
      assertNobodys(why, rowOfPort(snapshot, 8081));
    }

    @Test
    void socketsWhoseAddressesAreHiddenAreNotJoined() {
      Snapshot snapshot =
          machine(
              SERVER
                  + """
                  process 200 other
                  udp4 2 127.0.0.1 53 0.0.0.0 0
                  holds 200 4 2
                  hidden 1
                  hidden 2
                  """);

      assertEquals(2, snapshot.rows().size());
      for (Row row : snapshot.rows()) {
        assertNobodys(MissingPid.HIDDEN, row);
      }
    }

    /** Where it was there is another, of another process, when the holders are read. */
    @Test
    void oneWhoseAddressIsUsedAgainIsGone() {
      Snapshot snapshot =
          machine(
              """
              process 100 a
              process 200 b
              tcp4 1 4 127.0.0.1 8080 127.0.0.1 40000
              holds 100 3 1
              changes-after tcp
              round
              process 100 a
              process 200 b
              tcp4 1 2 127.0.0.1 50000 10.0.0.1 443
              generation 1 77
              holds 200 5 1
              """);

      assertNobodys(MissingPid.GONE, only(snapshot.rows()));
    }

    @Test
    void inOldKernelsTimeWaitHasNoSocket() {
      Snapshot snapshot = machine(SERVER + "tcp4 2 10 127.0.0.1 8081 127.0.0.1 40002\nrequest 2\n");

      Row row = rowOfPort(snapshot, 8081);
      assertNobodys(MissingPid.NONE, row);
      assertEquals(Status.TIME_WAIT, row.connection().status());
      assertEquals(OptionalLong.empty(), row.uid());
    }
  }

  @Nested
  class Fields {
    @Test
    void theUserOfASocketIsTold() {
      String scenario = SERVER.replace("0.0.0.0 0", "0.0.0.0 0 uid=4294967294");

      assertEquals(OptionalLong.of(4294967294L), only(machine(scenario).rows()).uid());
      assertEquals(OptionalLong.of(4294967294L), only(process(100, scenario).rows()).uid());
    }

    @Test
    void theRemoteNameOfAUnixSocketIsNative() {
      String scenario = "process 100 a\nunix 1 stream /run/a /run/b\nholds 100 3 1\n";
      for (Snapshot snapshot : List.of(machine(scenario), process(100, scenario))) {
        Row row = only(snapshot.rows());
        assertEquals(new UnixEndpoint("/run/a"), row.connection().laddr());
        assertEquals(UnixEndpoint.UNNAMED, row.connection().raddr());
        assertEquals(Optional.of(new UnixEndpoint("/run/b")), row.nativeRaddr());
        assertEquals(Optional.empty(), row.nativeLaddr());
      }
    }

    @Test
    void aSocketForBothVersionsIsOneOfIpv6() {
      Scenario.write("process 100 a\ntcp6 1 1 :: 8080 :: 0\ndual 1\nholds 100 3 1\n");

      assertEquals(1, scope.connections(Kind.TCP6).size());
      assertEquals(List.of(), scope.connections(Kind.TCP4));
      assertEquals(1, scope.process(100).connections(Kind.INET6).size());
      assertEquals(List.of(), scope.process(100).connections(Kind.INET4));
    }

    /** The table has but the last four bytes of these addresses. */
    @Test
    void theStateOfAMappedConnectionOfAProcessIsFound() {
      String connection = "tcp6 1 4 ::ffff:127.0.0.1 8080 ::ffff:10.0.0.1 40000\n";
      String scenario = "process 100 a\n" + connection + "holds 100 3 1\n";

      Row row = only(process(100, scenario).rows());

      assertEquals(Status.ESTABLISHED, row.connection().status());
      assertEquals(AddressFamily.AF_INET6, row.connection().family());
      assertEquals("::ffff:127.0.0.1 8080", local(row.connection()));
      assertEquals(row.connection(), only(machine(scenario).rows()).connection());
    }
  }

  @Nested
  class OneProcess {
    @Test
    void oneThatMayNotBeLookedAtIsDenied() {
      AccessDeniedException denied =
          failure(AccessDeniedException.class, 100, SERVER + "refused 100\n");

      assertTrue(denied.getMessage().contains("kern.proc.filedesc"), denied::getMessage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pid", "filedesc"})
    void oneThatEndsMeanwhileIsNoSuchProcess(String table) {
      failure(NoSuchProcessException.class, 100, SERVER + "changes-after " + table + "\nround\n");
    }

    @Test
    void oneThatEndsAndIsNotWaitedForIsAZombie() {
      failure(
          ZombieProcessException.class,
          100,
          SERVER + "changes-after filedesc\nround\nzombie 100 server\n");
    }

    @Test
    void aPidThatLivesAgainIsNotTheProcess() {
      failure(
          NoSuchProcessException.class,
          100,
          """
          started 100 5
          process 100 a
          unix 1 stream - -
          holds 100 3 1
          changes-after filedesc
          round
          process 100 b
          started 100 6
          """);
    }

    @Test
    void aThreadIsNone() {
      failure(NoSuchProcessException.class, 100200, SERVER + "thread 100200 100\n");
    }

    @Test
    void oneThatTakesUpAnotherProgramIsWaitedFor() {
      assertIsServer(process(100, SERVER + "busy 5\n"));
    }

    @Test
    void aSocketWhoseStateIsNowhereIsThereAndThatIsSaid() {
      Snapshot snapshot = process(100, SERVER + "lists tcp 99\n");

      assertEquals(Status.NONE, only(snapshot.rows()).connection().status());
      assertFalse(snapshot.complete());
    }

    @ParameterizedTest
    @CsvSource({
      "pid, sysctl of kern.proc.pid",
      "filedesc, sysctl of kern.proc.filedesc",
      "tcp, sysctl of net.inet.tcp.pcblist"
    })
    void aFailureNamesTheCall(String table, String call) {
      SystemCallException failure =
          assertThrows(
              SystemCallException.class,
              () -> process(100, SERVER + "fault sysctl " + table + " EIO\n"));

      assertFailed(call, EIO, failure);
    }

    @Test
    void theTablesOfOthersAreNotNeeded() {
      assertIsServer(
          process(
              100,
              SERVER + "fault sysctl udp EIO\nfault sysctl file EIO\nfault sysctl proc EIO\n"));
    }
  }
}
