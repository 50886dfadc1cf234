// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sockscope.Connection;
import org.sockscope.Kind;
import org.sockscope.NoSuchProcessException;
import org.sockscope.Sockscope;
import org.sockscope.contract.Opening;

/**
 * What the threads of a process hold is what the process holds: a pair of number and socket is one
 * row, in whichever thread's table of descriptors it is.
 */
class ThreadsTest {
  private static final List<String> METHODS =
      Method.bpfRefusal().isEmpty()
          ? List.of(Method.BPF, Method.SOCK_DIAG, Method.PROCFS)
          : List.of(Method.SOCK_DIAG, Method.PROCFS);

  private static void assertHolds(Set<Connection> held, long pid) {
    for (String method : METHODS) {
      try (Sockscope scope = Method.open(method)) {
        List<Connection> ofProcess = scope.process(pid).connections(Kind.ALL);
        List<Connection> ofMachine =
            scope.connections(Kind.ALL).stream().filter(row -> row.pid() == pid).toList();
        assertEquals(held, new HashSet<>(ofProcess));
        assertEquals(held.size(), ofProcess.size(), ofProcess::toString);
        assertEquals(held, new HashSet<>(ofMachine));
        assertEquals(held.size(), ofMachine.size(), ofMachine::toString);
      }
    }
  }

  @Test
  void aThreadMayHaveATableOfItsOwn() {
    try (HolderWorld world = new HolderWorld()) {
      HolderProcess holder = world.start();
      Set<Connection> held = new HashSet<>(holder.open(Opening.TCP4_CONNECTION));
      held.addAll(holder.openInThread(Opening.UDP4_BOUND));
      held.addAll(holder.openInThread(Opening.TCP4_LISTENER));
      held.addAll(holder.open(Opening.UDP4_BOUND));

      assertHolds(held, holder.pid());
    }
  }

  /** The copies that the thread made of its descriptors are open still. */
  @Test
  void whatOnlyAThreadHasNotClosedIsHeld() {
    try (HolderWorld world = new HolderWorld()) {
      HolderProcess holder = world.start();
      Connection shared = holder.open(Opening.TCP4_LISTENER).get(0);
      Set<Connection> held = new HashSet<>(holder.openInThread(Opening.UDP4_BOUND));
      held.add(shared);
      holder.close(shared);

      assertHolds(held, holder.pid());
    }
  }

  @Test
  void theFirstThreadMayEndBeforeTheOthers() {
    try (HolderWorld world = new HolderWorld()) {
      HolderProcess holder = world.start();
      Set<Connection> held = new HashSet<>(holder.open(Opening.TCP4_CONNECTION));
      holder.leaveFirstThread();
      assertEquals(held, new HashSet<>(holder.held()));

      assertHolds(held, holder.pid());

      held.addAll(holder.open(Opening.UDP4_BOUND));
      assertHolds(held, holder.pid());
    }
  }

  /** A thread that has ended lives in no namespace; the others still do. */
  @Test
  void theFirstThreadMayEndInAnotherNamespace() {
    try (HolderWorld world = new HolderWorld()) {
      HolderProcess holder = world.start();
      holder.enterNetns();
      Set<Connection> held = new HashSet<>(holder.open(Opening.TCP4_CONNECTION));
      holder.leaveFirstThread();

      assertHolds(held, holder.pid());
    }
  }

  @Test
  void theIdOfAThreadIsNoProcess() {
    try (HolderWorld world = new HolderWorld();
        Sockscope scope = Sockscope.system()) {
      HolderProcess holder = world.start();
      holder.openInThread(Opening.UDP4_BOUND);
      long thread = holder.otherThread();

      NoSuchProcessException e =
          assertThrows(NoSuchProcessException.class, () -> scope.process(thread).connections());
      assertEquals(OptionalLong.of(thread), e.pid());
    }
  }
}
