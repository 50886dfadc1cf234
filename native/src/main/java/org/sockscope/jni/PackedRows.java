// SPDX-License-Identifier: Apache-2.0
package org.sockscope.jni;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sockscope.PidKind;
import org.sockscope.SocketType;
import org.sockscope.Status;
import org.sockscope.spi.Ownership;
import org.sockscope.spi.Protocol;
import org.sockscope.spi.SocketRows;

/**
 * The rows of a {@link Reply}, decoded where they lie: the hot path. Nothing is allocated but for
 * names.
 */
public final class PackedRows implements SocketRows {
  // Indexed by the codes of RowFormat; a test holds the two together.
  private static final Protocol[] PROTOCOLS = Protocol.values();
  private static final SocketType[] TYPES = SocketType.values();
  private static final Status[] STATUSES = Status.values();
  private static final Ownership[] OWNERSHIPS = Ownership.values();
  private static final PidKind[] PID_KINDS = PidKind.values();

  private final Reply reply;
  private final Consumer<byte[]> recycler;
  private int row = RowFormat.HEADER_SIZE - RowFormat.ROW_SIZE;

  PackedRows(Reply reply, Consumer<byte[]> recycler) {
    this.reply = reply;
    this.recycler = recycler;
  }

  /**
   * The rows in a reply of the native library.
   *
   * @param reply the bytes; they belong to the rows from now on
   * @return a cursor before the first row
   * @throws org.sockscope.NativeLibraryException if these bytes are no reply
   * @throws org.sockscope.SockscopeException the failure that the reply tells of
   */
  public static PackedRows of(byte[] reply) {
    return new PackedRows(Reply.of(reply), bytes -> {});
  }

  @Override
  public boolean next() {
    int last = RowFormat.HEADER_SIZE + (reply.rowCount() - 1) * RowFormat.ROW_SIZE;
    if (row >= last) {
      return false;
    }
    row += RowFormat.ROW_SIZE;
    return true;
  }

  @Override
  public SocketRows fromStart() {
    return new PackedRows(reply, recycler);
  }

  @Override
  public int position() {
    return row;
  }

  @Override
  public SocketRows at(int position) {
    PackedRows rows = new PackedRows(reply, recycler);
    rows.row = position;
    return rows;
  }

  @Override
  public Protocol protocol() {
    return decode(PROTOCOLS, RowFormat.ROW_PROTOCOL);
  }

  @Override
  public SocketType type() {
    return decode(TYPES, RowFormat.ROW_TYPE);
  }

  @Override
  public Status status() {
    return decode(STATUSES, RowFormat.ROW_STATUS);
  }

  @Override
  public Ownership ownership() {
    return decode(OWNERSHIPS, RowFormat.ROW_OWNERSHIP);
  }

  @Override
  public @Nullable PidKind pidKind() {
    return reply.getByte(row + RowFormat.ROW_PID_KIND) == RowFormat.PID_KIND_ABSENT
        ? null
        : decode(PID_KINDS, RowFormat.ROW_PID_KIND);
  }

  private <T> T decode(T[] values, int field) {
    int code = reply.getByte(row + field);
    if (code < 0 || code >= values.length) {
      throw Reply.malformed("a code " + code + " has no meaning");
    }
    return values[code];
  }

  @Override
  public @Nullable String nativeState() {
    int place = reply.getInt(row + RowFormat.ROW_NATIVE_STATE);
    return place < 0 ? null : reply.heapText(place);
  }

  @Override
  public long localAddressHigh() {
    return reply.getLong(row + RowFormat.ROW_LOCAL_HIGH);
  }

  @Override
  public long localAddressLow() {
    return reply.getLong(row + RowFormat.ROW_LOCAL_LOW);
  }

  @Override
  public int localPort() {
    return reply.getUnsignedShort(row + RowFormat.ROW_LOCAL_PORT);
  }

  @Override
  public long remoteAddressHigh() {
    return reply.getLong(row + RowFormat.ROW_REMOTE_HIGH);
  }

  @Override
  public long remoteAddressLow() {
    return reply.getLong(row + RowFormat.ROW_REMOTE_LOW);
  }

  @Override
  public int remotePort() {
    return reply.getUnsignedShort(row + RowFormat.ROW_REMOTE_PORT);
  }

  @Override
  public byte[] localName() {
    return name(localAddressHigh(), localAddressLow());
  }

  @Override
  public byte[] remoteName() {
    return name(remoteAddressHigh(), remoteAddressLow());
  }

  /** Of a UNIX socket the fields of an address are the place and the size of a name. */
  private byte[] name(long place, long size) {
    return protocol() == Protocol.UNIX ? reply.heapBytes(place, size) : new byte[0];
  }

  @Override
  public long pid() {
    return reply.getLong(row + RowFormat.ROW_PID);
  }

  @Override
  public int fd() {
    return reply.getInt(row + RowFormat.ROW_FD);
  }

  @Override
  public long netns() {
    return isPresent(RowFormat.PRESENT_NETNS) ? reply.getLong(row + RowFormat.ROW_NETNS) : ABSENT;
  }

  @Override
  public long inode() {
    return isPresent(RowFormat.PRESENT_INODE) ? reply.getLong(row + RowFormat.ROW_INODE) : ABSENT;
  }

  @Override
  public long cookie() {
    return isPresent(RowFormat.PRESENT_COOKIE) ? reply.getLong(row + RowFormat.ROW_COOKIE) : ABSENT;
  }

  @Override
  public long uid() {
    return unsignedInt(RowFormat.PRESENT_UID, RowFormat.ROW_UID);
  }

  @Override
  public long receiveQueue() {
    return unsignedInt(RowFormat.PRESENT_RECEIVE_QUEUE, RowFormat.ROW_RECEIVE_QUEUE);
  }

  @Override
  public long sendQueue() {
    return unsignedInt(RowFormat.PRESENT_SEND_QUEUE, RowFormat.ROW_SEND_QUEUE);
  }

  private long unsignedInt(int bit, int field) {
    return isPresent(bit) ? reply.getUnsignedInt(row + field) : ABSENT;
  }

  private boolean isPresent(int bit) {
    return (reply.getByte(row + RowFormat.ROW_PRESENT) & bit) != 0;
  }

  @Override
  public @Nullable String processName() {
    if (pidKind() == null) {
      return null;
    }
    long pid = pid();
    int from = 0;
    int to = reply.processCount() - 1;
    while (from <= to) {
      int middle = (from + to) >>> 1;
      int process = reply.process(middle);
      long found = reply.getLong(process + RowFormat.PROCESS_PID);
      if (found < pid) {
        from = middle + 1;
      } else if (found > pid) {
        to = middle - 1;
      } else {
        int size = reply.getInt(process + RowFormat.PROCESS_NAME_SIZE);
        return size == 0
            ? null
            : reply.heapText(reply.getInt(process + RowFormat.PROCESS_NAME), size);
      }
    }
    return null;
  }

  @Override
  public String method() {
    return reply.label();
  }

  @Override
  public boolean intact() {
    return reply.intact();
  }

  @Override
  public long lost() {
    return reply.lost();
  }

  @Override
  public Set<Long> unreadable() {
    Set<Long> pids = new LinkedHashSet<>();
    for (int i = 0; i < reply.processCount(); i++) {
      int process = reply.process(i);
      if (reply.getInt(process + RowFormat.PROCESS_UNREADABLE) != 0) {
        pids.add(reply.getLong(process + RowFormat.PROCESS_PID));
      }
    }
    return Collections.unmodifiableSet(pids);
  }

  @Override
  public void close() {
    recycler.accept(reply.bytes());
  }
}
