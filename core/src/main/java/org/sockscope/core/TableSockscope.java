// SPDX-License-Identifier: Apache-2.0
package org.sockscope.core;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.sockscope.Connection;
import org.sockscope.Kind;
import org.sockscope.ProcessSockets;
import org.sockscope.Query;
import org.sockscope.RowCursor;
import org.sockscope.Snapshot;
import org.sockscope.Sockscope;
import org.sockscope.spi.Capabilities;
import org.sockscope.spi.SocketRequest;
import org.sockscope.spi.SocketRows;
import org.sockscope.spi.SocketTable;

/**
 * A scope over the tables of a system. What it supports can still be asked after it is closed,
 * since that asks nothing of the system.
 */
final class TableSockscope implements Sockscope {
  private final SocketTable table;
  private final Capabilities capabilities;
  private final Set<Kind> supportedKinds;

  /**
   * Queries share it, closing has it alone. It guards the reading of the table only: the rows live
   * on their own, and a visitor may close the scope.
   */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private boolean closed;

  TableSockscope(SocketTable table) {
    this.table = table;
    this.capabilities = table.capabilities();
    EnumSet<Kind> kinds = EnumSet.noneOf(Kind.class);
    kinds.addAll(capabilities.kinds());
    this.supportedKinds = Collections.unmodifiableSet(kinds);
  }

  @Override
  public List<Connection> connections() {
    return connections(Kind.INET);
  }

  @Override
  public List<Connection> connections(Kind kind) {
    return connections(Query.of(kind), SocketTable::read);
  }

  @Override
  public List<Connection> connections(String kind) {
    return connections(Kind.of(kind));
  }

  @Override
  public ProcessSockets process(long pid) {
    if (pid < 0) {
      throw new IllegalArgumentException("pid " + pid + " is negative");
    }
    return new SocketsOfProcess(this, pid, SocketTable::read);
  }

  @Override
  public ProcessSockets process(ProcessHandle process) {
    return new SocketsOfProcess(this, process.pid(), new ProcessGuard(process)::read);
  }

  @Override
  public Snapshot snapshot(Query query) {
    return read(query, SocketTable::read);
  }

  @Override
  public void forEach(Query query, Consumer<? super RowCursor> visitor) {
    Objects.requireNonNull(visitor);
    Answer answer = read(query, SocketTable::read);
    try {
      answer.forEach(visitor);
    } finally {
      answer.release();
    }
  }

  List<Connection> connections(
      Query query, BiFunction<SocketTable, SocketRequest, SocketRows> reading) {
    Answer answer = read(query, reading);
    try {
      return answer.connections();
    } finally {
      answer.release();
    }
  }

  Answer read(Query query, BiFunction<SocketTable, SocketRequest, SocketRows> reading) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the scope is closed");
      }
      QueryPlan plan = QueryPlan.of(query, supportedKinds);
      Instant readAt = Instant.now();
      return new Answer(reading.apply(table, plan.request()), capabilities, plan, readAt);
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public Set<Kind> supportedKinds() {
    return supportedKinds;
  }

  @Override
  public List<String> methods() {
    return table.methods();
  }

  @Override
  public Optional<String> library() {
    return table.library();
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        table.close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
