// SPDX-License-Identifier: Apache-2.0
package org.sockscope.core;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.sockscope.PidKind;
import org.sockscope.SocketType;
import org.sockscope.Status;
import org.sockscope.spi.Ownership;
import org.sockscope.spi.Protocol;
import org.sockscope.spi.SocketRows;

/** Rows from a list. Using them after they were closed is an error, as it is in earnest. */
final class ListedRows implements SocketRows {
  private final List<RowFacts> list;
  private final boolean intact;
  private final long lost;
  private final Set<Long> unreadable;
  private final AtomicBoolean closed;
  private int next;

  private ListedRows(
      List<RowFacts> list, boolean intact, long lost, Set<Long> unreadable, AtomicBoolean closed) {
    this.list = list;
    this.intact = intact;
    this.lost = lost;
    this.unreadable = unreadable;
    this.closed = closed;
  }

  static ListedRows of(RowFacts... rows) {
    return of(List.of(rows));
  }

  static ListedRows of(List<RowFacts> rows) {
    return new ListedRows(rows, true, 0, Set.of(), new AtomicBoolean());
  }

  ListedRows unreadable(long pid) {
    return new ListedRows(list, intact, lost, Set.of(pid), closed);
  }

  ListedRows damaged() {
    return new ListedRows(list, false, lost, unreadable, closed);
  }

  ListedRows lost(long sockets) {
    return new ListedRows(list, intact, sockets, unreadable, closed);
  }

  boolean isClosed() {
    return closed.get();
  }

  private void requireOpen() {
    if (closed.get()) {
      throw new AssertionError("the memory of these rows was given back");
    }
  }

  private RowFacts row() {
    requireOpen();
    return list.get(next - 1);
  }

  @Override
  public boolean next() {
    requireOpen();
    if (next == list.size()) {
      return false;
    }
    next++;
    return true;
  }

  @Override
  public SocketRows fromStart() {
    requireOpen();
    return new ListedRows(list, intact, lost, unreadable, closed);
  }

  @Override
  public int position() {
    return next;
  }

  @Override
  public SocketRows at(int position) {
    requireOpen();
    ListedRows rows = new ListedRows(list, intact, lost, unreadable, closed);
    rows.next = position;
    return rows;
  }

  @Override
  public Protocol protocol() {
    return row().protocol;
  }

  @Override
  public SocketType type() {
    return row().type;
  }

  @Override
  public Status status() {
    return row().status;
  }

  @Override
  public @Nullable String nativeState() {
    return row().nativeState;
  }

  @Override
  public long localAddressHigh() {
    return row().localHigh;
  }

  @Override
  public long localAddressLow() {
    return row().localLow;
  }

  @Override
  public int localPort() {
    return row().localPort;
  }

  @Override
  public long remoteAddressHigh() {
    return row().remoteHigh;
  }

  @Override
  public long remoteAddressLow() {
    return row().remoteLow;
  }

  @Override
  public int remotePort() {
    return row().remotePort;
  }

  @Override
  public byte[] localName() {
    return row().localName.clone();
  }

  @Override
  public byte[] remoteName() {
    return row().remoteName.clone();
  }

  @Override
  public Ownership ownership() {
    return row().ownership;
  }

  @Override
  public long pid() {
    return row().pid;
  }

  @Override
  public @Nullable PidKind pidKind() {
    return row().pidKind;
  }

  @Override
  public int fd() {
    return row().fd;
  }

  @Override
  public long netns() {
    return row().netns;
  }

  @Override
  public long inode() {
    return row().inode;
  }

  @Override
  public long cookie() {
    return row().cookie;
  }

  @Override
  public long uid() {
    return row().uid;
  }

  @Override
  public long receiveQueue() {
    return row().receiveQueue;
  }

  @Override
  public long sendQueue() {
    return row().sendQueue;
  }

  @Override
  public @Nullable String processName() {
    return row().processName;
  }

  @Override
  public String method() {
    return "a list";
  }

  @Override
  public boolean intact() {
    return intact;
  }

  @Override
  public long lost() {
    return lost;
  }

  @Override
  public Set<Long> unreadable() {
    return unreadable;
  }

  @Override
  public void close() {
    closed.set(true);
  }
}
