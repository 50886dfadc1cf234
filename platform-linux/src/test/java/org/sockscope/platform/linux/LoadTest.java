// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sockscope.Connection;
import org.sockscope.Kind;
import org.sockscope.MissingPid;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.Sockscope;
import org.sockscope.contract.Opening;

/** One scope, asked by many threads while sockets come and go. */
class LoadTest {
  private static final int READERS = 8;
  private static final int OPENERS = 2;

  private static final Duration LENGTH =
      Duration.ofSeconds(Long.getLong("sockscope.test.load.seconds", 5));

  private final ExecutorService threads = Executors.newFixedThreadPool(READERS + OPENERS);
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Set<Connection> stable = new HashSet<>();
  private final HolderWorld world = new HolderWorld();
  private HolderProcess holder;

  @BeforeEach
  void openSocketsThatStay() {
    holder = world.start();
    stable.addAll(holder.open(Opening.TCP4_LISTENER));
    stable.addAll(holder.open(Opening.UDP4_BOUND));
  }

  @AfterEach
  void endAll() {
    ended.set(true);
    threads.shutdown();
    world.close();
  }

  @Test
  void everyAnswerIsRightWhileSocketsComeAndGo() throws InterruptedException, ExecutionException {
    try (Sockscope scope = Sockscope.system()) {
      List<Future<Integer>> running = start(scope);
      Thread.sleep(LENGTH.toMillis());
      ended.set(true);

      for (Future<Integer> thread : running) {
        assertTrue(thread.get() > 0, "a thread did nothing");
      }
    }
  }

  @Test
  void closingEndsQueriesOfOtherThreadsWithAnIllegalState()
      throws InterruptedException, ExecutionException {
    for (int i = 0; i < 20; i++) {
      Sockscope scope = Sockscope.system();
      List<Future<IllegalStateException>> running = new ArrayList<>();
      for (int reader = 0; reader < READERS; reader++) {
        boolean machine = reader % 2 == 0;
        running.add(
            threads.submit(
                () ->
                    assertThrows(
                        IllegalStateException.class,
                        () -> {
                          while (true) {
                            check(machine ? machine(scope) : process(scope));
                          }
                        })));
      }
      Thread.sleep(20);
      scope.close();

      for (Future<IllegalStateException> thread : running) {
        assertTrue(String.valueOf(thread.get()).contains("closed"), "another illegal state");
      }
    }
  }

  private List<Future<Integer>> start(Sockscope scope) {
    List<Future<Integer>> running = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      boolean machine = i % 2 == 0;
      running.add(repeat(() -> check(machine ? machine(scope) : process(scope))));
    }
    for (int i = 0; i < OPENERS; i++) {
      running.add(repeat(LoadTest::openAndClose));
    }
    return running;
  }

  private Future<Integer> repeat(Action action) {
    Callable<Integer> untilEnded =
        () -> {
          int times = 0;
          for (; !ended.get(); times++) {
            action.run();
          }
          return times;
        };
    return threads.submit(untilEnded);
  }

  @FunctionalInterface
  private interface Action {
    void run() throws IOException;
  }

  private static List<Row> machine(Sockscope scope) {
    return scope.snapshot(Query.of(Kind.ALL)).rows();
  }

  private List<Row> process(Sockscope scope) {
    return scope.process(holder.pid()).snapshot(Query.of(Kind.ALL)).rows();
  }

  /** The sockets that stay are there, once each, and the others are what there can be. */
  private void check(List<Row> rows) {
    List<Connection> held =
        rows.stream()
            .map(Row::connection)
            .filter(connection -> connection.pid() == holder.pid())
            .toList();

    assertEquals(stable.size(), held.size(), held::toString);
    assertEquals(stable, Set.copyOf(held));
    for (Row row : rows) {
      boolean ownerless = row.connection().pid() == -1;
      assertEquals(ownerless, row.missingPid().isPresent(), row::toString);
      assertEquals(ownerless, row.connection().fd() == -1, row::toString);
      assertTrue(
          row.missingPid().filter(MissingPid.NONE::equals).isEmpty() || row.inode().isEmpty(),
          row::toString);
    }
  }

  private static void openAndClose() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket listener = new ServerSocket(0, 1, loopback);
        Socket client = new Socket(loopback, listener.getLocalPort());
        Socket accepted = listener.accept();
        DatagramSocket udp = new DatagramSocket(0, loopback)) {
      assertTrue(client.isConnected() && accepted.isConnected() && udp.isBound());
    }
    SocketChannel.open().close();
  }
}
