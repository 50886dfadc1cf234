// SPDX-License-Identifier: Apache-2.0
package org.sockscope.jni;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.sockscope.AccessDeniedException;
import org.sockscope.NativeLibraryException;
import org.sockscope.NoSuchProcessException;
import org.sockscope.SockscopeException;
import org.sockscope.SystemCallException;
import org.sockscope.ZombieProcessException;

/**
 * What came back from C: the bytes, and where in them the parts lie. That the parts lie within the
 * bytes is checked once, here; places that a row names are checked when they are followed.
 */
final class Reply {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());

  private final byte[] bytes;
  private final int rowCount;
  private final int processCount;
  private final int heapSize;
  private final int processes;
  private final int heap;

  private Reply(byte[] bytes) {
    if (bytes.length < RowFormat.HEADER_SIZE) {
      throw malformed("it has no header");
    }
    this.bytes = bytes;
    if (getInt(RowFormat.HEADER_MAGIC) != RowFormat.MAGIC) {
      throw malformed("it doesn't begin as one");
    }
    rowCount = getInt(RowFormat.HEADER_ROWS);
    processCount = getInt(RowFormat.HEADER_PROCESSES);
    heapSize = getInt(RowFormat.HEADER_HEAP_SIZE);
    if (rowCount < 0 || processCount < 0 || heapSize < 0) {
      throw malformed("a part of it has less than no size");
    }
    long processesAt = RowFormat.HEADER_SIZE + (long) rowCount * RowFormat.ROW_SIZE;
    long heapAt = processesAt + (long) processCount * RowFormat.PROCESS_SIZE;
    if (heapAt + heapSize > bytes.length) {
      throw malformed("its parts are larger than it is");
    }
    processes = (int) processesAt;
    heap = (int) heapAt;
  }

  /**
   * The reply in these bytes, which may be more than it has.
   *
   * @throws SockscopeException what the reply tells of, if the call failed
   * @throws NativeLibraryException if this is no reply
   */
  static Reply of(byte[] bytes) {
    Reply reply = new Reply(bytes);
    int result = reply.getInt(RowFormat.HEADER_RESULT);
    if (result != RowFormat.RESULT_OK) {
      throw reply.failure(result);
    }
    return reply;
  }

  private SockscopeException failure(int result) {
    String call = label();
    String text = heapText(getInt(RowFormat.HEADER_TEXT), getInt(RowFormat.HEADER_TEXT_SIZE));
    int code = getInt(RowFormat.HEADER_CODE);
    long pid = getLong(RowFormat.HEADER_PID);
    return switch (result) {
      case RowFormat.RESULT_NO_SUCH_PROCESS ->
          new NoSuchProcessException("there is no process " + pid, pid);
      case RowFormat.RESULT_ZOMBIE_PROCESS ->
          new ZombieProcessException(
              "process "
                  + pid
                  + " has ended and waits for its parent: it holds no sockets any more",
              pid);
      case RowFormat.RESULT_ACCESS_DENIED ->
          new AccessDeniedException(
              (pid < 0 ? "the system" : "process " + pid)
                  + " may not be read ("
                  + call
                  + ": "
                  + text
                  + "): ask with the rights of "
                  + (pid < 0 ? "the administrator" : "its user, or of the administrator"),
              pid);
      case RowFormat.RESULT_SYSTEM_CALL_FAILED -> new SystemCallException(call, code, text, pid);
      case RowFormat.RESULT_TOO_LARGE ->
          new SockscopeException(
              "the answer is larger than 2 GiB: ask for less, by kind, status, port or process");
      default -> malformed("it tells of a failure " + result + " that has no meaning");
    };
  }

  static NativeLibraryException malformed(String how) {
    return new NativeLibraryException(
        "the native library's reply is malformed: "
            + how
            + "; take library and jars of one version",
        null);
  }

  byte[] bytes() {
    return bytes;
  }

  int rowCount() {
    return rowCount;
  }

  long table() {
    return getLong(RowFormat.HEADER_TABLE);
  }

  boolean intact() {
    return getInt(RowFormat.HEADER_INTACT) != 0;
  }

  long lost() {
    return getUnsignedInt(RowFormat.HEADER_LOST);
  }

  String label() {
    return heapText(getInt(RowFormat.HEADER_LABEL), getInt(RowFormat.HEADER_LABEL_SIZE));
  }

  int processCount() {
    return processCount;
  }

  /** Where a process begins. */
  int process(int index) {
    return processes + index * RowFormat.PROCESS_SIZE;
  }

  byte[] heapBytes(long place, long size) {
    int from = heapIndex(place, size);
    return Arrays.copyOfRange(bytes, from, from + (int) size);
  }

  String heapText(long place, long size) {
    return new String(bytes, heapIndex(place, size), (int) size, StandardCharsets.UTF_8);
  }

  /** Text that a NUL byte ends. */
  String heapText(int place) {
    int from = heapIndex(place, 0);
    int end = from;
    while (end < heap + heapSize && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }

  private int heapIndex(long place, long size) {
    if (place < 0 || size < 0 || place > heapSize || size > heapSize - place) {
      throw malformed("a text lies outside of it");
    }
    return heap + (int) place;
  }

  byte getByte(int index) {
    return bytes[index];
  }

  int getUnsignedShort(int index) {
    return Short.toUnsignedInt((short) SHORT.get(bytes, index));
  }

  int getInt(int index) {
    return (int) INT.get(bytes, index);
  }

  long getUnsignedInt(int index) {
    return Integer.toUnsignedLong(getInt(index));
  }

  long getLong(int index) {
    return (long) LONG.get(bytes, index);
  }
}
