// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockscope.Kind;
import org.sockscope.MissingPid;
import org.sockscope.NoSuchProcessException;
import org.sockscope.PidKind;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.SystemCallException;
import org.sockscope.contract.Scenario;
import org.sockscope.contract.scripted.ScriptedQueries;

/** Whose the sockets are: what Wine can't tell, and what no Windows shows on demand. */
class ScriptedOwnersTest extends ScriptedQueries {
  ScriptedOwnersTest() {
    super("Windows 11", Query.of(Kind.ALL));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp4 2 0.0.0.0 80 0.0.0.0 0",
        "tcp6 2 :: 80 :: 0",
        "tcp4 5 10.0.0.1 80 10.0.0.2 1025",
        "tcp6 5 2001:db8::1 80 2001:db8::2 1025",
        "udp4 0.0.0.0 53",
        "udp6 :: 53"
      })
  void listenersAcceptedAndDatagramSocketsHaveTheirCreator(String socket) {
    Row row = onlyRow("process 2148 server.exe\n" + socket + " pid=2148\n");

    assertEquals(2148, row.connection().pid());
    assertEquals(Optional.of(PidKind.CREATOR), row.pidKind());
    assertEquals(Optional.of("server.exe"), row.processName());
    assertEquals(-1, row.connection().fd());
    assertEquals(OptionalInt.empty(), row.nativeFd());
    assertEquals(Optional.empty(), row.missingPid());
  }

  @Test
  void whatTheSystemDoesNotTellIsAbsent() {
    Row row = onlyRow("process 100 a.exe\ntcp4 2 0.0.0.0 80 0.0.0.0 0 pid=100\n");

    for (OptionalLong absent :
        List.of(
            row.netns(),
            row.inode(),
            row.cookie(),
            row.uid(),
            row.receiveQueue(),
            row.sendQueue(),
            row.lastUser())) {
      assertEquals(OptionalLong.empty(), absent);
    }
  }

  @Test
  void aSocketInTimeWaitIsNobodys() {
    assertNobodys(MissingPid.NONE, onlyRow("process 0 Idle\ntcp4 11 10.0.0.1 80 10.0.0.2 1025\n"));
  }

  @Test
  void theSystemsSocketsHaveItsPid() {
    Row row = onlyRow("process 4 System started=900\ntcp6 2 :: 445 :: 0 pid=4 created=800\n");

    assertEquals(4, row.connection().pid());
    assertEquals(Optional.of("System"), row.processName());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp4 2 0.0.0.0 80 0.0.0.0 0",
        "tcp6 5 ::1 80 ::1 1025",
        "udp4 0.0.0.0 53",
        "udp6 :: 53"
      })
  void aPidThatLivesAgainIsNotTheCreators(String socket) {
    String scenario = "process 100 new.exe started=501\n" + socket + " pid=100 created=";

    assertNobodys(MissingPid.GONE, onlyRow(scenario + "500\n"));
    assertEquals(List.of(), scope.process(100).connections());
    assertEquals(100, onlyRow(scenario + "501\n").connection().pid());
    assertEquals(1, scope.process(100).connections().size());
  }

  @Test
  void whereNoMomentIsToldThePidIsTakenAsItIs() {
    String guarded = "process 100 new.exe started=501\nprotected 100\n";

    assertEquals(
        100, onlyRow(guarded + "udp4 0.0.0.0 53 pid=100 created=500\n").connection().pid());
    assertEquals(
        100,
        onlyRow("process 100 new.exe started=501\nudp4 0.0.0.0 53 pid=100\n").connection().pid());
  }

  @Test
  void aCreatorThatHasEndedIsStillTheCreator() {
    Row row = onlyRow("process 200 other.exe\ntcp4 2 0.0.0.0 80 0.0.0.0 0 pid=100 created=5\n");

    assertEquals(100, row.connection().pid());
    assertEquals(Optional.of(PidKind.CREATOR), row.pidKind());
    assertEquals(Optional.empty(), row.processName());
  }

  @Test
  void theRowsOfAProcessAreThoseOfTheMachineWithItsPid() {
    Scenario.write(
        """
        process 0 [System\\20Process]
        process 100 a.exe
        process 200 b.exe
        protected 200
        tcp4 2 0.0.0.0 80 0.0.0.0 0 pid=100
        tcp6 5 ::1 80 ::1 1025 pid=200
        udp4 0.0.0.0 53 pid=200
        tcp4 11 10.0.0.1 80 10.0.0.2 1025
        """);

    for (long pid : new long[] {0, 100, 200}) {
      assertEquals(
          scope.connections().stream().filter(row -> row.pid() == pid).toList(),
          scope.process(pid).connections());
    }
    assertEquals(2, scope.process(200).connections().size());
  }

  @ParameterizedTest
  @ValueSource(longs = {101, 102, 103, 104, 4_294_967_396L, Long.MAX_VALUE})
  void aPidThatIsNotListedIsNoSuchProcess(long pid) {
    Scenario.write("process 100 a.exe\nudp4 0.0.0.0 53 pid=100\n");
    NoSuchProcessException failure =
        assertThrows(NoSuchProcessException.class, () -> scope.process(pid).connections());

    assertEquals(OptionalLong.of(pid), failure.pid());
  }

  @Test
  void aProcessThatEndsDuringTheReadIsNoSuchProcess() {
    Scenario.write(
        """
        process 100 a.exe
        udp4 0.0.0.0 53 pid=100
        changes-after udp6
        round
        process 200 b.exe
        """);

    assertThrows(NoSuchProcessException.class, () -> scope.process(100).connections());
  }

  @ParameterizedTest
  @CsvSource({
    "a\\20b.exe, a b.exe",
    "z\\e4hler.exe, z\u00e4hler.exe",
    "\u00c3\u00a4\u00e2\u0082\u00ac.exe, \u00e4\u20ac.exe"
  })
  void aProcessMayHaveAnyName(String scripted, String name) {
    Row row = onlyRow("process 100 " + scripted + "\nudp4 0.0.0.0 53 pid=100\n");

    assertEquals(Optional.of(name), row.processName());
  }

  @Test
  void aNameMayHaveAllTheRoomThereIs() {
    String euros = "\u00e2\u0082\u00ac".repeat(259);

    assertEquals(
        Optional.of("\u20ac".repeat(259)),
        onlyRow("process 100 " + euros + "\nudp4 0.0.0.0 53 pid=100\n").processName());
  }

  @ParameterizedTest
  @ValueSource(strings = {"CreateToolhelp32Snapshot", "Process32FirstW", "Process32NextW"})
  void processesThatCannotBeListedAreAnException(String call) {
    Scenario.write("process 100 a.exe\nudp4 0.0.0.0 53 pid=100\nfails " + call + " 5\n");
    SystemCallException failure =
        assertThrows(SystemCallException.class, () -> scope.connections());

    assertEquals(call, failure.call());
    assertEquals("Access is denied", failure.text());
    assertTrue(failure.getMessage().contains("5"), failure::getMessage);
    assertThrows(SystemCallException.class, () -> scope.process(100).connections());
  }
}
