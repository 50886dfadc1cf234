// SPDX-License-Identifier: Apache-2.0
package org.sockscope.jni;

import java.lang.annotation.Native;

/**
 * The layout of what crosses from C to Java, written down here and nowhere else: {@code javac -h}
 * makes a C header of these constants, and the row writer in C has no others.
 *
 * <p>A reply is a header, then the rows, then the processes, then a heap of text that they point
 * into. Numbers are in the byte order of the machine. A reply that tells of a failure is a header
 * and the heap.
 */
final class RowFormat {
  /** Changed whenever anything below changes; the library and the Java code must agree on it. */
  @Native static final int VERSION = 1;

  // The header. MAGIC is an int that tells a reply from anything else.
  @Native static final int MAGIC = 0x50435353;
  @Native static final int HEADER_SIZE = 64;
  @Native static final int HEADER_MAGIC = 0; // int
  @Native static final int HEADER_RESULT = 4; // int, RESULT_*
  @Native static final int HEADER_TABLE = 8; // long, the table that open() made
  @Native static final int HEADER_PID = 16; // long, of a failure; -1 for none
  @Native static final int HEADER_CODE = 24; // int, of a failure: errno or its like
  @Native static final int HEADER_ROWS = 28; // int, how many
  @Native static final int HEADER_PROCESSES = 32; // int, how many
  @Native static final int HEADER_HEAP_SIZE = 36; // int, bytes

  @Native
  static final int HEADER_LABEL = 40; // int, place in the heap: the method, or the call that failed

  @Native static final int HEADER_LABEL_SIZE = 44; // int

  @Native
  static final int HEADER_TEXT = 48; // int, place in the heap: what the system says of a failure

  @Native static final int HEADER_TEXT_SIZE = 52; // int
  @Native static final int HEADER_INTACT = 56; // int, 1 if no part of a table was lost

  // What became of the call. Each is an exception, but for OK.
  @Native static final int RESULT_OK = 0;
  @Native static final int RESULT_NO_SUCH_PROCESS = 1;
  @Native static final int RESULT_ZOMBIE_PROCESS = 2;
  @Native static final int RESULT_ACCESS_DENIED = 3;
  @Native static final int RESULT_SYSTEM_CALL_FAILED = 4;
  @Native static final int RESULT_TOO_LARGE = 5;

  // A row.
  @Native static final int ROW_SIZE = 96;
  @Native static final int ROW_PID = 0; // long
  @Native static final int ROW_INODE = 8; // long
  @Native static final int ROW_COOKIE = 16; // long
  @Native static final int ROW_NETNS = 24; // long
  @Native static final int ROW_LOCAL_HIGH = 32; // long; for UNIX the name's place in the heap
  @Native static final int ROW_LOCAL_LOW = 40; // long; for UNIX the name's size
  @Native static final int ROW_REMOTE_HIGH = 48; // long, likewise
  @Native static final int ROW_REMOTE_LOW = 56; // long, likewise
  @Native static final int ROW_UID = 64; // unsigned int
  @Native static final int ROW_RECEIVE_QUEUE = 68; // unsigned int
  @Native static final int ROW_SEND_QUEUE = 72; // unsigned int
  @Native static final int ROW_FD = 76; // int, -1 for none

  @Native
  static final int ROW_NATIVE_STATE =
      80; // int, place in the heap of a text that ends in NUL, -1 for none

  @Native static final int ROW_LOCAL_PORT = 84; // unsigned short
  @Native static final int ROW_REMOTE_PORT = 86; // unsigned short
  @Native static final int ROW_PROTOCOL = 88; // byte, PROTOCOL_*
  @Native static final int ROW_TYPE = 89; // byte, TYPE_*
  @Native static final int ROW_STATUS = 90; // byte, STATUS_*
  @Native static final int ROW_OWNERSHIP = 91; // byte, OWNERSHIP_*
  @Native static final int ROW_PID_KIND = 92; // byte, PID_KIND_*
  @Native static final int ROW_PRESENT = 93; // byte, which of the numbers below there are

  @Native static final int PRESENT_INODE = 1;
  @Native static final int PRESENT_COOKIE = 2;
  @Native static final int PRESENT_NETNS = 4;
  @Native static final int PRESENT_UID = 8;
  @Native static final int PRESENT_RECEIVE_QUEUE = 16;
  @Native static final int PRESENT_SEND_QUEUE = 32;

  // A process that holds a socket or could not be read. They are in the order of their pids.
  @Native static final int PROCESS_SIZE = 24;
  @Native static final int PROCESS_PID = 0; // long
  @Native static final int PROCESS_NAME = 8; // int, place in the heap
  @Native static final int PROCESS_NAME_SIZE = 12; // int, 0 if the name is not known
  @Native static final int PROCESS_UNREADABLE = 16; // int, 1 if it could not be read

  // A request. Its protocols and statuses are bits, 1 << PROTOCOL_* and 1 << STATUS_*.
  @Native static final int EVERY_PROCESS = -1;
  @Native static final int REQUEST_ANY_HOLDER = 1;
  @Native static final int REQUEST_UNBOUND = 2;

  @Native static final int PROTOCOL_TCP4 = 0;
  @Native static final int PROTOCOL_TCP6 = 1;
  @Native static final int PROTOCOL_UDP4 = 2;
  @Native static final int PROTOCOL_UDP6 = 3;
  @Native static final int PROTOCOL_UNIX = 4;

  @Native static final int TYPE_STREAM = 0;
  @Native static final int TYPE_DGRAM = 1;
  @Native static final int TYPE_SEQPACKET = 2;
  @Native static final int TYPE_OTHER = 3;

  @Native static final int STATUS_ESTABLISHED = 0;
  @Native static final int STATUS_SYN_SENT = 1;
  @Native static final int STATUS_SYN_RECV = 2;
  @Native static final int STATUS_FIN_WAIT1 = 3;
  @Native static final int STATUS_FIN_WAIT2 = 4;
  @Native static final int STATUS_TIME_WAIT = 5;
  @Native static final int STATUS_CLOSE = 6;
  @Native static final int STATUS_CLOSE_WAIT = 7;
  @Native static final int STATUS_LAST_ACK = 8;
  @Native static final int STATUS_LISTEN = 9;
  @Native static final int STATUS_CLOSING = 10;
  @Native static final int STATUS_NONE = 11;
  @Native static final int STATUS_DELETE_TCB = 12;
  @Native static final int STATUS_IDLE = 13;
  @Native static final int STATUS_BOUND = 14;

  @Native static final int OWNERSHIP_KNOWN = 0;
  @Native static final int OWNERSHIP_NO_HOLDER = 1;
  @Native static final int OWNERSHIP_NOT_FOUND = 2;
  @Native static final int OWNERSHIP_CHANGED = 3;

  @Native static final int PID_KIND_HOLDER = 0;
  @Native static final int PID_KIND_CREATOR = 1;
  @Native static final int PID_KIND_LAST_USER = 2;
  @Native static final int PID_KIND_ABSENT = 3;

  private RowFormat() {}
}
