// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.sockscope.Connection;
import org.sockscope.Kind;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.Sockscope;
import org.sockscope.contract.Opening;

/** The inode of a row is the one that its holder sees. */
class InodeTest {
  @Test
  void aRowHasTheInodeOfItsDescriptor() {
    try (HolderWorld world = new HolderWorld();
        Sockscope scope = Sockscope.system()) {
      HolderProcess holder = world.start();
      holder.open(Opening.TCP4_CONNECTION);
      holder.open(Opening.UDP4_BOUND);
      holder.open(Opening.UNIX_STREAM_PAIR);
      List<Row> rows = scope.snapshot(Query.of(Kind.ALL).process(holder.pid())).rows();

      assertEquals(6, rows.size(), rows::toString);
      for (Row row : rows) {
        assertEquals(OptionalLong.of(holder.inodeOf(row.connection())), row.inode());
      }
    }
  }

  @Test
  void aConnectionInTimeWaitHasNone() {
    try (HolderWorld world = new HolderWorld();
        Sockscope scope = Sockscope.system()) {
      Connection closed = world.start().open(Opening.TCP4_TIME_WAIT).get(1);
      List<Row> rows =
          scope.snapshot(Query.of(Kind.TCP4)).rows().stream()
              .filter(row -> row.connection().laddr().equals(closed.laddr()))
              .filter(row -> row.connection().raddr().equals(closed.raddr()))
              .toList();

      assertEquals(1, rows.size(), rows::toString);
      assertEquals(OptionalLong.empty(), rows.get(0).inode());
    }
  }
}
