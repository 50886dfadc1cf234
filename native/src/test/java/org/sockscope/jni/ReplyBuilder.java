// SPDX-License-Identifier: Apache-2.0
package org.sockscope.jni;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Packs a reply in Java, from the constants of {@link RowFormat} alone, as the row writer in C
 * does.
 */
final class ReplyBuilder {
  private final List<byte[]> rows = new ArrayList<>();
  private final List<byte[]> processes = new ArrayList<>();
  private final ByteArrayOutputStream heap = new ByteArrayOutputStream();
  private final byte[] headerBytes = new byte[RowFormat.HEADER_SIZE];
  private final ByteBuffer header = over(headerBytes);

  ReplyBuilder() {
    header.putInt(RowFormat.HEADER_MAGIC, RowFormat.MAGIC);
    header.putLong(RowFormat.HEADER_PID, -1);
    header.putInt(RowFormat.HEADER_INTACT, 1);
  }

  ReplyBuilder header(Consumer<ByteBuffer> fields) {
    fields.accept(header);
    return this;
  }

  /** A row with nothing optional, for the fields to be put into. */
  ReplyBuilder row(Consumer<ByteBuffer> fields) {
    byte[] bytes = new byte[RowFormat.ROW_SIZE];
    ByteBuffer row = over(bytes);
    row.putInt(RowFormat.ROW_FD, -1);
    row.putInt(RowFormat.ROW_NATIVE_STATE, -1);
    row.put(RowFormat.ROW_PID_KIND, (byte) RowFormat.PID_KIND_ABSENT);
    fields.accept(row);
    rows.add(bytes);
    return this;
  }

  ReplyBuilder process(long pid, int name, int nameSize, boolean unreadable) {
    byte[] bytes = new byte[RowFormat.PROCESS_SIZE];
    ByteBuffer process = over(bytes);
    process.putLong(RowFormat.PROCESS_PID, pid);
    process.putInt(RowFormat.PROCESS_NAME, name);
    process.putInt(RowFormat.PROCESS_NAME_SIZE, nameSize);
    process.putInt(RowFormat.PROCESS_UNREADABLE, unreadable ? 1 : 0);
    processes.add(bytes);
    return this;
  }

  /** Adds text to the heap and returns its place. */
  int heap(String text) {
    int place = heap.size();
    heap.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    return place;
  }

  ReplyBuilder failure(int result, String call, int code, String text, long pid) {
    header.putInt(RowFormat.HEADER_RESULT, result);
    header.putInt(RowFormat.HEADER_CODE, code);
    header.putLong(RowFormat.HEADER_PID, pid);
    header.putInt(RowFormat.HEADER_LABEL, heap(call));
    header.putInt(RowFormat.HEADER_LABEL_SIZE, call.length());
    header.putInt(RowFormat.HEADER_TEXT, heap(text));
    header.putInt(RowFormat.HEADER_TEXT_SIZE, text.length());
    return this;
  }

  byte[] build() {
    header.putInt(RowFormat.HEADER_ROWS, rows.size());
    header.putInt(RowFormat.HEADER_PROCESSES, processes.size());
    header.putInt(RowFormat.HEADER_HEAP_SIZE, heap.size());
    ByteArrayOutputStream reply = new ByteArrayOutputStream();
    reply.writeBytes(headerBytes);
    rows.forEach(reply::writeBytes);
    processes.forEach(reply::writeBytes);
    reply.writeBytes(heap.toByteArray());
    return reply.toByteArray();
  }

  private static ByteBuffer over(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }
}
