// SPDX-License-Identifier: Apache-2.0
package org.sockscope.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.sockscope.Connection;
import org.sockscope.Kind;
import org.sockscope.NoSuchProcessException;
import org.sockscope.ProcessSockets;
import org.sockscope.Query;
import org.sockscope.Snapshot;
import org.sockscope.SockscopeException;
import org.sockscope.ZombieProcessException;

/** Processes that are there, gone, or neither. */
abstract class ProcessContract extends Contract {
  ProcessContract(PlatformContract platform) {
    super(platform);
  }

  @Test
  void aNegativePidIsRefusedAtOnce() {
    assertThrows(IllegalArgumentException.class, () -> scope.process(-1));
    assertThrows(IllegalArgumentException.class, () -> scope.process(Long.MIN_VALUE));
  }

  @Test
  void aPidThatNoProcessCanHaveIsNoSuchProcess() {
    for (long pid : new long[] {Integer.MAX_VALUE, 1L << 32 | 1, Long.MAX_VALUE}) {
      assertAllThrow(NoSuchProcessException.class, pid);
    }
  }

  @Test
  void aProcessThatEndedIsNoSuchProcess() {
    Holder holder = holderOf(Opening.TCP4_LISTENER);
    ProcessSockets sockets = scope.process(holder.pid());
    assertEquals(1, sockets.connections().size());
    holder.end();

    assertAllThrow(NoSuchProcessException.class, holder.pid());
    assertThrows(NoSuchProcessException.class, sockets::connections);
    assertSameRows(List.of(), systemRowsOf(Kind.ALL, holder));
  }

  @Test
  void aProcessThatEndedAndWasNotWaitedForIsAZombie() {
    need(Feature.ZOMBIE);
    Holder holder = holderOf(Opening.TCP4_LISTENER);
    holder.becomeZombie();

    assertAllThrow(
        promises.keeps(Promise.ZOMBIE)
            ? ZombieProcessException.class
            : NoSuchProcessException.class,
        holder.pid());
    assertSameRows(List.of(), systemRowsOf(Kind.ALL, holder));
  }

  @Test
  void ofAProcessThatStaysAsItIsNoSocketIsLost() {
    Holder holder = holderOf(possible(Stream.of(Opening.values())));
    Query query = Query.of(Kind.ALL).unbound(true);
    Snapshot machine = scope.snapshot(query);

    assertEquals(0, scope.process(holder.pid()).snapshot(query).lost());
    assertTrue(machine.lost() == 0 || !machine.complete());
  }

  @Test
  void aProcessIsAskedAnewEachTime() {
    Holder holder = world.start();
    ProcessSockets sockets = scope.process(holder.pid());
    assertSameRows(List.of(), sockets.connections());
    holder.open(Opening.TCP4_LISTENER);

    assertShown(holder.held(), sockets.connections());
  }

  @Test
  void aProcessHandleGivesTheSameAsItsPid() {
    need(Feature.PROCESS_HANDLE);
    Holder holder = holderOfEachKind();
    ProcessHandle handle = ProcessHandle.of(holder.pid()).orElseThrow();

    assertShown(holder.held(), scope.process(handle).connections(Kind.ALL));
  }

  @Test
  void aProgramMayAskForItself() {
    need(Feature.PROCESS_HANDLE);
    ProcessHandle self = ProcessHandle.current();

    for (Connection row : scope.process(self).connections(Kind.ALL)) {
      assertEquals(self.pid(), row.pid());
    }
  }

  @Test
  void theHandleOfAProcessThatEndedIsNoSuchProcess() {
    need(Feature.PROCESS_HANDLE);
    Holder holder = holderOf(Opening.TCP4_LISTENER);
    ProcessHandle handle = ProcessHandle.of(holder.pid()).orElseThrow();
    ProcessSockets sockets = scope.process(handle);
    holder.end();

    assertThrows(NoSuchProcessException.class, sockets::connections);
    assertThrows(NoSuchProcessException.class, () -> scope.process(handle).connections(Kind.ALL));
  }

  @Test
  void aQueryOfAProcessMayNameNoOther() {
    Holder holder = holderOf(Opening.TCP4_LISTENER);
    Holder other = world.start();
    ProcessSockets sockets = scope.process(holder.pid());

    assertShown(
        holder.held(), sockets.snapshot(Query.of(Kind.TCP).process(holder.pid())).connections());
    assertThrows(
        IllegalArgumentException.class,
        () -> sockets.snapshot(Query.of(Kind.TCP).process(other.pid())));
  }

  /** Every way to ask for a process says the same of it, with its pid. */
  private void assertAllThrow(Class<? extends SockscopeException> type, long pid) {
    Query query = Query.of(Kind.ALL).process(pid);
    List<Executable> calls =
        List.of(
            () -> scope.process(pid).connections(),
            () -> scope.process(pid).connections(Kind.ALL),
            () -> scope.process(pid).connections("udp6"),
            () -> scope.process(pid).snapshot(Query.of(Kind.TCP)),
            () -> scope.snapshot(query),
            () -> scope.forEach(query, row -> {}));
    for (Executable call : calls) {
      assertEquals(OptionalLong.of(pid), assertThrows(type, call).pid());
    }
  }
}
