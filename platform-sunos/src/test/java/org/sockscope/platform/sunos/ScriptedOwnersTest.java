// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.sunos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockscope.Kind;
import org.sockscope.MissingPid;
import org.sockscope.NoSuchProcessException;
import org.sockscope.PidKind;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.Snapshot;
import org.sockscope.Sockscope;
import org.sockscope.SystemCallException;
import org.sockscope.ZombieProcessException;
import org.sockscope.contract.Scenario;
import org.sockscope.contract.scripted.ScriptedQueries;
import org.sockscope.contract.scripted.ScriptedSystem;

/** Whose the sockets are: by their descriptors, and where these are not told, by who made them. */
class ScriptedOwnersTest extends ScriptedQueries {
  private static final String LISTENER = "tcp4 -3 10.0.0.1 80 0.0.0.0 0 pid=100 created=500\n";

  /** On a release that tells nothing of descriptors. */
  private static final String MADE = "no-fdinfo\nprocess 100 server started=400\n" + LISTENER;

  private static final String HELD =
      """
      process 100 server started=400
      process 200 worker started=600
      socket 200 7 1001 stream 10.0.0.1 80 0.0.0.0 0
      """
          + LISTENER;

  ScriptedOwnersTest() {
    super("SunOS", Query.of(Kind.ALL));
  }

  @Test
  void aHolderHasItsRealDescriptorBesideThePromisedOne() {
    Row row = onlyRow(HELD);

    assertEquals(200, row.connection().pid());
    assertEquals(-1, row.connection().fd());
    assertEquals(OptionalInt.of(7), row.nativeFd());
    assertEquals(Optional.of(PidKind.HOLDER), row.pidKind());
    assertEquals(Optional.of("worker"), row.processName());
    assertEquals(Optional.empty(), row.missingPid());
  }

  @Test
  void aHolderBeatsTheCreator() {
    Scenario.write(HELD);

    assertEquals(1, scope.process(200).connections().size());
    assertEquals(List.of(), scope.process(100).connections());
  }

  @Test
  void theMethodTellsWhetherDescriptorsAreTold() {
    assertEquals("mib2, fdinfo", machine(HELD).method());
    assertEquals("mib2", machine(MADE).method());
  }

  @Test
  void aScopeCanBeHeldToEachMethod() {
    Scenario.write(HELD);

    assertEquals(List.of("mib2, fdinfo", "mib2"), scope.methods());
    for (String method : scope.methods()) {
      System.setProperty("sockscope.method", method);
      try (Sockscope held = ScriptedSystem.open("SunOS")) {
        assertEquals(method, held.snapshot(Query.of(Kind.ALL)).method());
      } finally {
        System.clearProperty("sockscope.method");
      }
    }
  }

  @Test
  void withoutDescriptorsACreatorIsTold() {
    Snapshot snapshot = machine(MADE);
    Row row = snapshot.rows().get(0);

    assertEquals(100, row.connection().pid());
    assertEquals(Optional.of(PidKind.CREATOR), row.pidKind());
    assertEquals(Optional.of("server"), row.processName());
    assertEquals(OptionalInt.empty(), row.nativeFd());
    assertTrue(snapshot.complete());
  }

  @Test
  void aCreatorThatMayNotBeReadIsToldAndMakesTheAnswerIncomplete() {
    Snapshot snapshot = machine("process 100 root\nfault open 100/fdinfo EACCES\n" + LISTENER);
    Row row = snapshot.rows().get(0);

    assertEquals(100, row.connection().pid());
    assertEquals(Optional.of(PidKind.CREATOR), row.pidKind());
    assertEquals(Set.of(100L), snapshot.unreadable());
    assertFalse(snapshot.complete());
  }

  @Test
  void aProcessThatMayNotBeReadIsAnsweredByWhatItMade() {
    Scenario.write("process 100 root\nfault open 100/fdinfo EACCES\n" + LISTENER);

    assertEquals(1, scope.process(100).connections().size());
  }

  @Test
  void aDeadCreatorIsNobodyAndAnotherMayHoldItsSocket() {
    assertNobodys(MissingPid.HIDDEN, onlyRow("no-fdinfo\n" + LISTENER));
    assertNobodys(
        MissingPid.HIDDEN, onlyRow("process 300 other\nfault open 300/fdinfo EACCES\n" + LISTENER));
  }

  @Test
  void ifEveryProcessToldWhatItHoldsNobodyHasTheRest() {
    assertNobodys(MissingPid.NONE, onlyRow("process 100 server\n" + LISTENER));
  }

  @Test
  void aPidThatLivesAgainIsNotTheCreators() {
    String younger = MADE.replace("started=400", "started=503");

    assertNobodys(MissingPid.GONE, onlyRow(younger));
    assertEquals(List.of(), scope.process(100).connections());
    assertEquals(100, onlyRow(MADE.replace("started=400", "started=502")).connection().pid());
  }

  @Test
  void aCreatorThatWasNotWaitedForHoldsNothing() {
    assertNobodys(MissingPid.HIDDEN, onlyRow(MADE + "zombie 100\n"));
    assertThrows(ZombieProcessException.class, () -> scope.process(100).connections());
  }

  @Test
  void aCreatorOfUnknownStartIsNotTold() {
    assertNobodys(MissingPid.HIDDEN, onlyRow(MADE + "fault open 100/usage EACCES\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no-fdinfo\n"})
  void timeWaitIsTheKernelsAlsoWhileItsCreatorLives(String told) {
    assertNobodys(
        MissingPid.NONE,
        onlyRow(told + "process 100 server\ntcp4 6 10.0.0.1 80 10.0.0.2 9 pid=100\n"));
  }

  @Test
  void whatTheSystemDoesNotTellIsAbsent() {
    Row row = onlyRow(HELD);

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
  void aProcessThatEndsDuringTheQueryIsNoSuchProcess() {
    Scenario.write(MADE + "changes-after mib\nround\nprocess 200 other\n");

    assertEquals(
        OptionalLong.of(100),
        assertThrows(NoSuchProcessException.class, () -> scope.process(100).connections()).pid());
  }

  @ParameterizedTest
  @ValueSource(strings = {"open 100/psinfo", "open 200/fdinfo", "read 200/fdinfo/7"})
  void aLackOfDescriptorsIsNoShorterList(String call) {
    Scenario.write(HELD + "fault " + call + " EMFILE\n");

    SystemCallException failure =
        assertThrows(SystemCallException.class, () -> scope.snapshot(Query.of(Kind.ALL)));
    assertEquals(24, failure.code());
    assertTrue(failure.pid().isPresent());
  }
}
