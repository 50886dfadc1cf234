// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.aix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sockscope.platform.aix.AixScenario.at;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockscope.AccessDeniedException;
import org.sockscope.Kind;
import org.sockscope.NoSuchProcessException;
import org.sockscope.Query;
import org.sockscope.SystemCallException;
import org.sockscope.ZombieProcessException;
import org.sockscope.contract.scripted.ScriptedQueries;

/** Who may ask, and for which processes. */
class ScriptedRightsTest extends ScriptedQueries {
  ScriptedRightsTest() {
    super(ScriptedAix.OS_NAME, Query.of(Kind.ALL));
  }

  private static AixScenario connection() {
    return new AixScenario().process(100).descriptor(100, 3, 1).connection(1, 1025);
  }

  @ParameterizedTest
  @EnumSource
  void withoutRootNothingIsAnswered(Kind kind) {
    connection().line("user").line("fault getprocs64 table EIO").write();

    AccessDeniedException denied =
        assertThrows(AccessDeniedException.class, () -> scope.connections(kind));

    assertTrue(denied.getMessage().contains("/dev/kmem"), denied::getMessage);
  }

  @ParameterizedTest
  @ValueSource(longs = {100, 4711})
  void withoutRootNoProcessIsAnsweredWhetherThereOrNot(long pid) {
    connection().line("user").line("fault getprocs64 %d EIO".formatted(pid)).write();

    assertThrows(AccessDeniedException.class, () -> scope.process(pid).connections());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "open /dev/kmem",
        "getprocs64 table",
        "getprocs64 100",
        "lseek 0xf1000010000000100",
        "read 0xf1000010000000100"
      })
  void aRightThatIsMissingAtAnyStepIsToldAsSuch(String call) {
    String place = call.replace("0xf1000010000000100", at("01", 1));
    connection().line("fault %s EPERM".formatted(place)).write();

    assertThrows(AccessDeniedException.class, () -> scope.connections());
  }

  @Test
  void anotherFailureNamesTheCall() {
    connection().line("fault getprocs64 table EIO").write();

    SystemCallException failure =
        assertThrows(SystemCallException.class, () -> scope.connections());

    assertEquals("getprocs64", failure.call());
  }

  @Test
  void theProcessThatTheKernelGoesOnToIsNotTheOneThatIsAskedFor() {
    connection().write();

    assertThrows(NoSuchProcessException.class, () -> scope.process(99).connections());
    assertEquals(1, scope.process(100).connections().size());
  }

  @Test
  void aProcessThatHasEndedIsAZombie() {
    new AixScenario().line("process 100 dead state=5").write();

    assertThrows(ZombieProcessException.class, () -> scope.process(100).connections());
    assertEquals(0, scope.connections().size());
  }

  @Test
  void rowsNameTheirProcess() {
    connection().write();

    assertEquals(
        "server", scope.snapshot(Query.of(Kind.TCP)).rows().get(0).processName().orElseThrow());
  }
}
