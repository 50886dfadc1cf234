// SPDX-License-Identifier: Apache-2.0
package org.sockscope.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
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
  private final boolean everyProcessRead;

  Answer(SocketRows rows, Capabilities capabilities, QueryPlan plan, Instant readAt) {
    this.rows = rows;
    this.capabilities = capabilities;
    this.plan = plan;
    this.readAt = readAt;
    this.everyProcessRead = rows.unreadable().isEmpty();
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
    return new RowList(this, positions());
  }

  @Override
  public List<Connection> connections() {
    int size = size();
    List<Connection> list = new ArrayList<>(size);
    InterpretedRows cursor = cursor();
    while (cursor.next()) {
      list.add(cursor.connection());
    }
    return Collections.unmodifiableList(list);
  }

  /** Where the rows are that were asked for. */
  private int[] positions() {
    int[] positions = new int[size()];
    SocketRows source = rows.fromStart();
    InterpretedRows cursor = interpret(source);
    for (int i = 0; cursor.next(); i++) {
      positions[i] = source.position();
    }
    return positions;
  }

  /** The row at a position, decoded. */
  Row row(int position) {
    return interpret(rows.at(position)).row();
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
    return interpret(rows.fromStart());
  }

  private InterpretedRows interpret(SocketRows source) {
    return new InterpretedRows(source, capabilities, plan, everyProcessRead);
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
    return rows.intact() && rows.lost() == 0 && rows.unreadable().isEmpty();
  }

  @Override
  public long lost() {
    return rows.lost();
  }

  @Override
  public Set<Long> unreadable() {
    return rows.unreadable();
  }
}
