// SPDX-License-Identifier: Apache-2.0
package org.sockscope.contract;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.sockscope.Connection;
import org.sockscope.Kind;
import org.sockscope.ProcessSockets;
import org.sockscope.Query;
import org.sockscope.Sockscope;

/** Opening, closing and sharing a scope. */
abstract class ScopeContract extends Contract {
  ScopeContract(PlatformContract platform) {
    super(platform);
  }

  @Test
  void aClosedScopeAnswersNoQuery() {
    long pid = world.start().pid();
    ProcessSockets sockets = scope.process(pid);
    scope.close();
    List<Executable> calls =
        List.of(
            scope::connections,
            () -> scope.connections(Kind.ALL),
            () -> scope.connections("tcp"),
            () -> scope.snapshot(Query.of(Kind.TCP)),
            () -> scope.forEach(Query.of(Kind.TCP), row -> {}),
            sockets::connections,
            () -> sockets.connections(Kind.ALL),
            () -> sockets.connections("tcp"),
            () -> sockets.snapshot(Query.of(Kind.TCP)));

    for (Executable call : calls) {
      assertThrows(IllegalStateException.class, call);
    }
  }

  @Test
  void closingAgainDoesNothing() {
    scope.close();
    scope.close();

    assertThrows(IllegalStateException.class, scope::connections);
  }

  @Test
  void closingAScopeLeavesOthersUsable() {
    Holder holder = holderOf(Opening.TCP4_LISTENER);
    try (Sockscope other = world.openScope()) {
      assertShown(holder.held(), other.process(holder.pid()).connections());
    }

    assertShown(holder.held(), scope.process(holder.pid()).connections());
  }

  @Test
  void aScopeCanBeOpenedAfterAllWereClosed() {
    Holder holder = holderOf(Opening.TCP4_LISTENER);
    scope.close();
    try (Sockscope next = world.openScope()) {
      assertShown(holder.held(), next.process(holder.pid()).connections());
    }
  }

  @Test
  void theListsAreImmutable() {
    Holder holder = holderOf(Opening.TCP4_LISTENER);
    for (List<Connection> rows :
        List.of(
            scope.connections(),
            scope.process(holder.pid()).connections(),
            scope.snapshot(Query.of(Kind.TCP)).connections())) {
      assertThrows(UnsupportedOperationException.class, rows::clear);
    }
    assertThrows(
        UnsupportedOperationException.class,
        () -> scope.snapshot(Query.of(Kind.TCP)).rows().clear());
  }

  @Test
  void severalThreadsMayAskAtOnce() throws InterruptedException, ExecutionException {
    Holder holder = holderOfEachKind();
    Holder other = holderOf(Opening.TCP4_CONNECTION);
    List<Connection> held = holder.held();
    List<Connection> heldByOther = other.held();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> asked = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        asked.add(
            threads.submit(
                () -> {
                  assertShown(held, scope.process(holder.pid()).connections(Kind.ALL));
                  assertShown(heldByOther, systemRowsOf(Kind.TCP, other));
                }));
      }
      for (Future<?> each : asked) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
