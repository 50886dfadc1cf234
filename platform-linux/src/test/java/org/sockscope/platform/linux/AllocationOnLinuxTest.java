// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sockscope.Kind;
import org.sockscope.Query;
import org.sockscope.RowCursor;
import org.sockscope.Sockscope;
import org.sockscope.contract.Opening;

/** What queries allocate, from the crossing to the caller. */
class AllocationOnLinuxTest {
  private static final int SOCKETS = 10_000;

  /** 10 MB for 50,000 sockets. */
  private static final long BYTES_OF_A_CONNECTION = 200;

  /** What a query takes in any case. */
  private static final long BYTES_OF_A_QUERY = 64 * 1024;

  private final HolderWorld world = new HolderWorld();
  private HolderProcess holder;
  private ThreadMXBean threads;
  private long rows;
  private long sum;

  @BeforeEach
  void openSockets() {
    threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    assumeTrue(
        threads.isThreadAllocatedMemorySupported() && threads.isThreadAllocatedMemoryEnabled(),
        "this JVM doesn't count what a thread allocates");
    holder = world.start();
    holder.openMany(SOCKETS, Opening.UDP4_BOUND);
  }

  @AfterEach
  void close() {
    world.close();
  }

  /** Of the second call: the first may load classes, and has no array to reuse yet. */
  private long allocatedBy(Runnable query) {
    query.run();
    holder.open(
        Opening.UDP4_BOUND); // so that the second answer is larger, as it is on a live system
    query.run();
    holder.open(Opening.UDP4_BOUND);
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    query.run();
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
  }

  @Test
  void aListOfConnectionsTakesLittleMoreThanItsObjects() {
    try (Sockscope scope = Sockscope.system()) {
      long bytes = allocatedBy(() -> rows = scope.connections(Kind.UDP).size());

      assertTrue(rows >= SOCKETS, rows + " rows");
      assertTrue(
          bytes <= BYTES_OF_A_CONNECTION * rows + BYTES_OF_A_QUERY,
          bytes + " bytes for " + rows + " rows");
    }
  }

  @Test
  void aVisitorGetsNumbersFromABufferThatIsReused() {
    try (Sockscope scope = Sockscope.system()) {
      long bytes =
          allocatedBy(
              () -> {
                rows = 0;
                scope.forEach(Query.of(Kind.UDP), this::addNumbers);
              });

      assertTrue(rows >= SOCKETS, rows + " rows, " + sum);
      assertTrue(bytes <= BYTES_OF_A_QUERY, bytes + " bytes for " + rows + " rows");
    }
  }

  private void addNumbers(RowCursor row) {
    rows++;
    sum +=
        row.fd()
            + row.pid()
            + row.localPort()
            + row.remotePort()
            + row.localAddressLow()
            + row.remoteAddressLow()
            + row.netns()
            + row.inode()
            + row.cookie()
            + row.uid()
            + row.receiveQueue()
            + row.sendQueue();
  }
}
