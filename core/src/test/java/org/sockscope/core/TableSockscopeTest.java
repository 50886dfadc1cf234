// SPDX-License-Identifier: Apache-2.0
package org.sockscope.core;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mockito.ArgumentCaptor;
import org.sockscope.AccessDeniedException;
import org.sockscope.Connection;
import org.sockscope.Kind;
import org.sockscope.NoSuchProcessException;
import org.sockscope.PidKind;
import org.sockscope.ProcessSockets;
import org.sockscope.Query;
import org.sockscope.RowCursor;
import org.sockscope.Snapshot;
import org.sockscope.SockscopeException;
import org.sockscope.SystemCallException;
import org.sockscope.UnsupportedKindException;
import org.sockscope.ZombieProcessException;
import org.sockscope.spi.Capabilities;
import org.sockscope.spi.Protocol;
import org.sockscope.spi.SocketRequest;
import org.sockscope.spi.SocketTable;
import org.sockscope.spi.UnixNames;

@Timeout(60)
class TableSockscopeTest {
  private static final Set<Kind> NO_UNIX = EnumSet.complementOf(EnumSet.of(Kind.UNIX));
  private static final Query INET = Query.of(Kind.INET);

  private final SocketTable table = mock(SocketTable.class);
  private final ListedRows rows =
      ListedRows.of(
          RowFacts.ordinary(Protocol.TCP4),
          RowFacts.ordinary(Protocol.UDP4).holder(PidKind.HOLDER, 43, 8));
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private TableSockscope scope;

  @BeforeEach
  void open() {
    when(table.capabilities()).thenReturn(new Capabilities(NO_UNIX, true, UnixNames.NONE));
    when(table.read(any())).thenReturn(rows);
    scope = new TableSockscope(table);
  }

  @AfterEach
  void endThreads() throws InterruptedException {
    threads.shutdownNow();
    assertTrue(threads.awaitTermination(30, SECONDS), "every thread ends");
  }

  private SocketRequest asked() {
    ArgumentCaptor<SocketRequest> request = ArgumentCaptor.forClass(SocketRequest.class);
    verify(table).read(request.capture());
    return request.getValue();
  }

  private static List<Long> pids(List<Connection> connections) {
    return connections.stream().map(Connection::pid).toList();
  }

  @Test
  void howTheSystemIsAskedIsToldByTheTable() {
    when(table.methods()).thenReturn(List.of("best", "slow"));
    when(table.library()).thenReturn(Optional.of("libany.so"));

    assertEquals(List.of("best", "slow"), scope.methods());
    assertEquals(Optional.of("libany.so"), scope.library());
  }

  @Test
  void connectionsAreInetUnlessToldOtherwise() {
    assertEquals(List.of(42L, 43L), pids(scope.connections()));
    assertEquals(QueryPlan.of(INET, NO_UNIX).request(), asked());
  }

  @Test
  void connectionsOfAKindByNameAreThoseOfTheKind() {
    assertEquals(List.of(43L), pids(scope.connections("udp")));
    assertEquals(QueryPlan.of(Query.of(Kind.UDP), NO_UNIX).request(), asked());
    assertThrows(IllegalArgumentException.class, () -> scope.connections("sctp"));
  }

  @Test
  void connectionsCannotBeChanged() {
    assertThrows(UnsupportedOperationException.class, () -> scope.connections().clear());
  }

  @Test
  void connectionsGiveTheMemoryOfTheRowsBack() {
    scope.connections();
    assertTrue(rows.isClosed());
  }

  @Test
  void forEachGivesTheMemoryOfTheRowsBack() {
    List<Long> pids = new ArrayList<>();
    scope.forEach(
        INET,
        row -> {
          assertFalse(rows.isClosed());
          pids.add(row.pid());
        });
    assertEquals(List.of(42L, 43L), pids);
    assertTrue(rows.isClosed());
  }

  @Test
  void anExceptionOfAVisitorEndsTheIterationAndGivesTheMemoryBack() {
    IllegalStateException thrown = new IllegalStateException("by the visitor");
    List<Long> pids = new ArrayList<>();
    List<RowCursor> leaked = new ArrayList<>();
    Consumer<RowCursor> visitor =
        row -> {
          leaked.add(row);
          pids.add(row.pid());
          throw thrown;
        };
    assertSame(
        thrown, assertThrows(IllegalStateException.class, () -> scope.forEach(INET, visitor)));
    assertEquals(List.of(42L), pids);
    assertTrue(rows.isClosed());
    assertThrows(IllegalStateException.class, () -> leaked.get(0).pid());
  }

  @Test
  void aSnapshotKeepsItsRowsBeyondTheScope() {
    Instant before = Instant.now();
    Snapshot snapshot = scope.snapshot(INET);
    Instant after = Instant.now();
    scope.close();
    assertFalse(rows.isClosed());
    assertEquals(List.of(42L, 43L), pids(snapshot.connections()));
    assertEquals(List.of(42L, 43L), pids(snapshot.connections()));
    assertFalse(snapshot.readAt().isBefore(before));
    assertFalse(snapshot.readAt().isAfter(after));
  }

  @Test
  void readAtIsTheTimeBeforeTheRead() {
    List<Instant> reading = new ArrayList<>();
    when(table.read(any()))
        .thenAnswer(
            call -> {
              reading.add(Instant.now());
              return rows;
            });
    assertFalse(scope.snapshot(INET).readAt().isAfter(reading.get(0)));
  }

  @Test
  void everyMethodOfACursorIsRefusedAfterItsForEach() {
    List<RowCursor> leaked = new ArrayList<>();
    scope.forEach(INET, leaked::add);
    RowCursor cursor = leaked.get(0);
    List<Consumer<RowCursor>> methods =
        List.of(
            RowCursor::fd,
            RowCursor::pid,
            RowCursor::family,
            RowCursor::type,
            RowCursor::status,
            RowCursor::laddr,
            RowCursor::raddr,
            RowCursor::localPort,
            RowCursor::remotePort,
            RowCursor::localAddressHigh,
            RowCursor::localAddressLow,
            RowCursor::remoteAddressHigh,
            RowCursor::remoteAddressLow,
            RowCursor::netns,
            RowCursor::inode,
            RowCursor::cookie,
            RowCursor::uid,
            RowCursor::receiveQueue,
            RowCursor::sendQueue,
            RowCursor::pidKind,
            RowCursor::missingPid,
            RowCursor::connection,
            RowCursor::row);
    assertEquals(RowCursor.class.getDeclaredMethods().length, methods.size());
    when(table.read(any())).thenAnswer(call -> ListedRows.of(RowFacts.udp4().local("::1", 9)));
    scope.forEach(
        INET,
        other -> {
          for (Consumer<RowCursor> method : methods) {
            assertThrows(IllegalStateException.class, () -> method.accept(cursor));
          }
        });
    assertThrows(IllegalStateException.class, cursor::pid);
  }

  @Test
  void aKindThatTheSystemLacksIsRefusedWithoutAskingIt() {
    assertThrows(UnsupportedKindException.class, () -> scope.connections(Kind.UNIX));
    assertThrows(UnsupportedKindException.class, () -> scope.connections("unix"));
    assertThrows(UnsupportedKindException.class, () -> scope.snapshot(Query.of(Kind.UNIX)));
    assertThrows(
        UnsupportedKindException.class, () -> scope.forEach(Query.of(Kind.UNIX), row -> {}));
    assertThrows(UnsupportedKindException.class, () -> scope.process(1).connections(Kind.UNIX));
    verify(table, never()).read(any());
    assertEquals(List.of(42L, 43L), pids(scope.connections(Kind.ALL)));
  }

  @Test
  void supportedKindsCannotBeChangedAndAreToldWhenClosed() {
    assertEquals(NO_UNIX, scope.supportedKinds());
    assertThrows(UnsupportedOperationException.class, () -> scope.supportedKinds().add(Kind.UNIX));
    scope.close();
    assertEquals(NO_UNIX, scope.supportedKinds());
  }

  @Test
  void anExceptionOfTheSystemPassesThrough() {
    for (SockscopeException exception :
        List.of(
            new NoSuchProcessException("gone", 42),
            new ZombieProcessException("gone", 42),
            new AccessDeniedException("denied", 42),
            new SystemCallException("read", 5, "broken", -1))) {
      doThrow(exception).when(table).read(any());
      for (Runnable query :
          List.<Runnable>of(
              () -> scope.connections(),
              () -> scope.snapshot(INET),
              () -> scope.forEach(INET, row -> {}),
              () -> scope.process(42).connections(),
              () -> scope.process(ProcessHandle.current()).connections())) {
        assertSame(exception, assertThrows(SockscopeException.class, query::run));
      }
    }
    scope.close();
    verify(table).close();
  }

  @Test
  void closesTheTableOnce() {
    scope.close();
    scope.close();
    verify(table, times(1)).close();
  }

  @Test
  void everyQueryIsRefusedAfterClosing() {
    ProcessSockets process = scope.process(42);
    ProcessSockets handle = scope.process(ProcessHandle.current());
    scope.close();
    for (Runnable query :
        List.<Runnable>of(
            () -> scope.connections(),
            () -> scope.connections(Kind.TCP),
            () -> scope.connections(Kind.UNIX),
            () -> scope.connections("tcp"),
            () -> scope.snapshot(INET),
            () -> scope.forEach(INET, row -> {}),
            () -> process.connections(),
            () -> process.snapshot(INET),
            () -> handle.connections())) {
      assertThrows(IllegalStateException.class, query::run);
    }
    verify(table, never()).read(any());
  }

  @Test
  void queriesRunSideBySide() throws Exception {
    CyclicBarrier bothAreReading = new CyclicBarrier(2);
    when(table.read(any()))
        .thenAnswer(
            call -> {
              bothAreReading.await(30, SECONDS);
              return ListedRows.of(RowFacts.ordinary(Protocol.TCP4));
            });
    Future<List<Connection>> one = threads.submit(() -> scope.connections());
    Future<List<Connection>> two = threads.submit(() -> scope.process(42).connections());
    assertEquals(one.get(), two.get());
  }

  @Test
  void closingWaitsForRunningQueriesAndRefusesLaterOnes() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    List<String> order = new ArrayList<>();
    when(table.read(any()))
        .thenAnswer(
            call -> {
              reading.countDown();
              assertTrue(goOn.await(30, SECONDS));
              order.add("read");
              return rows;
            });
    doAnswer(call -> order.add("closed")).when(table).close();
    Future<List<Connection>> query = threads.submit(() -> scope.connections());
    reading.await();
    List<Thread> closers = List.of(new Thread(scope::close), new Thread(scope::close));
    for (Thread closer : closers) {
      closer.start();
      awaitBlocked(closer);
    }
    Future<List<Connection>> late = threads.submit(() -> scope.connections());
    verify(table, never()).close();
    goOn.countDown();
    for (Thread closer : closers) {
      closer.join();
    }
    assertEquals(List.of("read", "closed"), order);
    assertEquals(List.of(42L, 43L), pids(query.get()));
    ExecutionException refusal = assertThrows(ExecutionException.class, late::get);
    assertInstanceOf(IllegalStateException.class, refusal.getCause());
  }

  private static void awaitBlocked(Thread thread) throws InterruptedException {
    while (thread.getState() != Thread.State.WAITING) {
      assertTrue(thread.isAlive(), "it should wait, but it ended");
      Thread.sleep(1);
    }
  }

  @Test
  void aVisitorMayQueryAndCloseTheScope() {
    List<Long> pids = new ArrayList<>();
    ListedRows inner = ListedRows.of(RowFacts.ordinary(Protocol.TCP6));
    when(table.read(any())).thenReturn(rows, inner);
    scope.forEach(
        INET,
        row -> {
          if (pids.isEmpty()) {
            assertEquals(1, scope.connections().size());
            scope.close();
            verify(table).close();
          }
          pids.add(row.pid());
        });
    assertEquals(List.of(42L, 43L), pids);
    assertThrows(IllegalStateException.class, () -> scope.connections());
  }

  @Test
  void aNegativePidIsRefusedAtOnce() {
    assertThrows(IllegalArgumentException.class, () -> scope.process(-1));
    assertThrows(IllegalArgumentException.class, () -> scope.process(Long.MIN_VALUE));
  }

  @Test
  void processAsksNothingUntilItIsQueried() {
    scope.process(42);
    scope.process(ProcessHandle.current());
    verify(table, never()).read(any());
  }

  @Test
  void theSocketsOfAProcessAreThoseThatItHolds() {
    assertEquals(List.of(42L), pids(scope.process(42).connections()));
    assertEquals(QueryPlan.of(INET.process(42), NO_UNIX).request(), asked());
  }

  @Test
  void theSocketsOfAProcessOfAKindByNameAreThoseOfTheKind() {
    assertEquals(List.of(43L), pids(scope.process(43).connections("udp")));
    assertEquals(QueryPlan.of(Query.of(Kind.UDP).process(43), NO_UNIX).request(), asked());
    assertTrue(rows.isClosed());
  }

  @Test
  void aSnapshotOfAProcessIsHeldToIt() {
    ProcessSockets process = scope.process(42);
    assertEquals(List.of(42L), pids(process.snapshot(INET.localPort(1000)).connections()));
    assertEquals(OptionalLong.of(42), asked().process());
    assertEquals(1, process.snapshot(INET.process(42)).rows().size());
    assertThrows(IllegalArgumentException.class, () -> process.snapshot(INET.process(43)));
    assertThrows(
        IllegalArgumentException.class,
        () -> scope.process(ProcessHandle.current()).snapshot(INET.process(0)));
  }

  @Test
  void theSocketsOfALivingHandleAreThoseOfItsPid() {
    long self = ProcessHandle.current().pid();
    when(table.read(any()))
        .thenReturn(
            ListedRows.of(
                RowFacts.ordinary(Protocol.TCP4).holder(PidKind.HOLDER, self, 3),
                RowFacts.ordinary(Protocol.TCP4).holder(PidKind.HOLDER, self + 1, 3)));
    assertEquals(List.of(self), pids(scope.process(ProcessHandle.current()).connections()));
    assertEquals(OptionalLong.of(self), asked().process());
  }

  @Test
  void aHandleOfADeadProcessIsRefusedWithoutAskingForItsPid() {
    ProcessHandle handle = LivingProcess.start();
    LivingProcess.end(handle);
    NoSuchProcessException refusal =
        assertThrows(NoSuchProcessException.class, () -> scope.process(handle).connections());
    assertEquals(OptionalLong.of(handle.pid()), refusal.pid());
    verify(table, never()).read(any());
  }

  @Test
  void aHandleWhoseProcessEndsDuringTheReadIsRefusedThoughThePidHasSockets() {
    ProcessHandle handle = LivingProcess.start();
    ListedRows ofAnotherProcess =
        ListedRows.of(RowFacts.ordinary(Protocol.TCP4).holder(PidKind.HOLDER, handle.pid(), 3));
    when(table.read(any()))
        .thenAnswer(
            call -> {
              LivingProcess.end(handle);
              return ofAnotherProcess;
            });
    assertThrows(NoSuchProcessException.class, () -> scope.process(handle).snapshot(INET));
    assertTrue(ofAnotherProcess.isClosed());
  }

  @Test
  void aHandleWhoseProcessEndsDuringTheReadIsNotDeniedForAnotherOfItsPid() {
    ProcessHandle handle = LivingProcess.start();
    AccessDeniedException aboutAnother = new AccessDeniedException("denied", handle.pid());
    when(table.read(any()))
        .thenAnswer(
            call -> {
              LivingProcess.end(handle);
              throw aboutAnother;
            });
    NoSuchProcessException refusal =
        assertThrows(NoSuchProcessException.class, () -> scope.process(handle).connections());
    assertEquals(List.of(aboutAnother), List.of(refusal.getSuppressed()));
  }

  @Test
  void whatTheSystemSaysOfAProcessThatEndsDuringTheReadPassesThrough() {
    ProcessHandle handle = LivingProcess.start();
    ZombieProcessException zombie = new ZombieProcessException("waits", handle.pid());
    when(table.read(any()))
        .thenAnswer(
            call -> {
              LivingProcess.end(handle);
              throw zombie;
            });
    assertSame(
        zombie,
        assertThrows(ZombieProcessException.class, () -> scope.process(handle).connections()));
  }
}
