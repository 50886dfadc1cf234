// SPDX-License-Identifier: Apache-2.0
package org.sockscope.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.sockscope.Connection;
import org.sockscope.Row;
import org.sockscope.RowCursor;
import org.sockscope.Snapshot;
import org.sockscope.spi.Capabilities;
import org.sockscope.spi.SocketRows;

/**
 * What a system answered to a query. It keeps the rows as they came and makes objects of them on
 * call, each time with a cursor of its own.
 */
final class Answer implements Snapshot {
  private final SocketRows rows;
  private final Capabilities capabilities;
  private final QueryPlan plan;
  private final Instant readAt;

  Answer(SocketRows rows, Capabilities capabilities, QueryPlan plan, Instant readAt) {
    this.rows = rows;
    this.capabilities = capabilities;
    this.plan = plan;
    this.readAt = readAt;
  }

  /** Gives the rows' memory back; only for an answer that no user of this library ever got. */
  void release() {
    rows.close();
  }

  void forEach(Consumer<? super RowCursor> visitor) {
    InterpretedRows cursor = cursor();
    try {
      while (cursor.next()) {
        visitor.accept(cursor);
      }
    } finally {
      cursor.invalidate();
    }
  }

  @Override
  public List<Row> rows() {
    return list(InterpretedRows::row);
  }

  @Override
  public List<Connection> connections() {
    return list(InterpretedRows::connection);
  }

  private <T> List<T> list(Function<InterpretedRows, T> element) {
    List<T> list = new ArrayList<>(size());
    InterpretedRows cursor = cursor();
    while (cursor.next()) {
      list.add(element.apply(cursor));
    }
    return Collections.unmodifiableList(list);
  }

  /** Going through the rows once more takes less memory than a list that grows. */
  private int size() {
    int size = 0;
    InterpretedRows cursor = cursor();
    while (cursor.next()) {
      size++;
    }
    return size;
  }

  private InterpretedRows cursor() {
    return new InterpretedRows(rows.fromStart(), capabilities, plan);
  }

  @Override
  public Instant readAt() {
    return readAt;
  }

  @Override
  public String method() {
    return rows.method();
  }

  @Override
  public boolean complete() {
    return rows.intact() && rows.unreadable().isEmpty();
  }

  @Override
  public Set<Long> unreadable() {
    return rows.unreadable();
  }
}
