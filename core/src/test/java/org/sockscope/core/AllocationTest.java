// SPDX-License-Identifier: Apache-2.0
package org.sockscope.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sockscope.AddressFamily;
import org.sockscope.Kind;
import org.sockscope.Query;
import org.sockscope.RowCursor;
import org.sockscope.SocketType;
import org.sockscope.Sockscope;
import org.sockscope.Status;
import org.sockscope.spi.Capabilities;
import org.sockscope.spi.SocketTable;
import org.sockscope.spi.UnixNames;

/** What queries allocate beyond the rows that the system answered with. */
class AllocationTest {
  private static final int ROWS = 50_000;
  private static final Query TCP = Query.of(Kind.TCP);

  private ThreadMXBean threads;
  private Sockscope scope;
  private long sum;

  @BeforeEach
  void open() {
    threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    assumeTrue(
        threads.isThreadAllocatedMemorySupported() && threads.isThreadAllocatedMemoryEnabled(),
        "this JVM doesn't count what a thread allocates");
    List<RowFacts> facts = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      facts.add(
          RowFacts.tcp6(Status.ESTABLISHED)
              .local("2001:db8::1", 1 + i)
              .remote("2001:db8::2", 1 + i));
    }
    SocketTable table = mock(SocketTable.class);
    when(table.capabilities())
        .thenReturn(new Capabilities(EnumSet.allOf(Kind.class), true, UnixNames.BOTH));
    when(table.read(any())).thenAnswer(call -> ListedRows.of(facts));
    scope = new TableSockscope(table);
  }

  private long allocatedBy(Runnable query) {
    query.run();
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    query.run();
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
  }

  @Test
  void aListOfConnectionsTakesLittleMoreThanItsObjects() {
    long bytes = allocatedBy(() -> assertEquals(ROWS, scope.connections(Kind.TCP).size()));
    assertTrue(bytes <= 120L * ROWS, bytes + " bytes for " + ROWS + " rows");
  }

  @Test
  void theNumbersOfACursorTakeNothing() {
    long few = allocatedBy(() -> scope.forEach(TCP.localPort(1), this::addNumbers));
    long all = allocatedBy(() -> scope.forEach(TCP, this::addNumbers));
    assertNotEquals(0, sum);
    assertTrue(all - few < ROWS, all + " bytes for " + ROWS + " rows, " + few + " for one");
  }

  private void addNumbers(RowCursor row) {
    assertSame(AddressFamily.AF_INET6, row.family());
    assertSame(SocketType.SOCK_STREAM, row.type());
    assertSame(Status.ESTABLISHED, row.status());
    sum +=
        row.fd()
            + row.pid()
            + row.localPort()
            + row.remotePort()
            + row.localAddressHigh()
            + row.localAddressLow()
            + row.remoteAddressHigh()
            + row.remoteAddressLow()
            + row.netns()
            + row.inode()
            + row.cookie()
            + row.uid()
            + row.receiveQueue()
            + row.sendQueue();
  }
}
