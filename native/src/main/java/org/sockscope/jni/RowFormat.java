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
public final class RowFormat {
  /** Changed whenever anything below changes; the library and the Java code must agree on it. */
  @Native public static final int VERSION = 2;

  /** What a reply begins with; in another byte order it is another number. */
  @Native public static final int MAGIC = 0x50435353;

  /** Bytes of the header. */
  @Native public static final int HEADER_SIZE = 64;

  /** Magic: int. */
  @Native public static final int HEADER_MAGIC = 0;

  /** Result: int, RESULT_*. */
  @Native public static final int HEADER_RESULT = 4;

  /** Table: long, the table that open() made. */
  @Native public static final int HEADER_TABLE = 8;

  /** Pid: long, of a failure; -1 for none. */
  @Native public static final int HEADER_PID = 16;

  /** Code: int, of a failure: errno or its like. */
  @Native public static final int HEADER_CODE = 24;

  /** Rows: int, how many. */
  @Native public static final int HEADER_ROWS = 28;

  /** Processes: int, how many. */
  @Native public static final int HEADER_PROCESSES = 32;

  /** Heap size: int, bytes. */
  @Native public static final int HEADER_HEAP_SIZE = 36;

  /** Label: int, place in the heap: the method, or the call that failed. */
  @Native public static final int HEADER_LABEL = 40;

  /** Label size: int. */
  @Native public static final int HEADER_LABEL_SIZE = 44;

  /** Text: int, place in the heap: what the system says of a failure. */
  @Native public static final int HEADER_TEXT = 48;

  /** Text size: int. */
  @Native public static final int HEADER_TEXT_SIZE = 52;

  /** Intact: int, 1 if no part of a table was lost. */
  @Native public static final int HEADER_INTACT = 56;

  /** Lost: unsigned int, how many sockets could not be read. */
  @Native public static final int HEADER_LOST = 60;

  // What became of the call. Each is an exception, but for OK.
  /** The call succeeded. */
  @Native public static final int RESULT_OK = 0;

  /** The process is not there. */
  @Native public static final int RESULT_NO_SUCH_PROCESS = 1;

  /** The process has ended and was not waited for. */
  @Native public static final int RESULT_ZOMBIE_PROCESS = 2;

  /** The process, or the system, may not be read. */
  @Native public static final int RESULT_ACCESS_DENIED = 3;

  /** A system call failed. */
  @Native public static final int RESULT_SYSTEM_CALL_FAILED = 4;

  /** The reply is too large for an array. */
  @Native public static final int RESULT_TOO_LARGE = 5;

  // A row.
  /** Bytes of a row. */
  @Native public static final int ROW_SIZE = 96;

  /** Pid: long. */
  @Native public static final int ROW_PID = 0;

  /** Inode: long. */
  @Native public static final int ROW_INODE = 8;

  /** Cookie: long. */
  @Native public static final int ROW_COOKIE = 16;

  /** Netns: long. */
  @Native public static final int ROW_NETNS = 24;

  /** Local high: long; for UNIX the name's place in the heap. */
  @Native public static final int ROW_LOCAL_HIGH = 32;

  /** Local low: long; for UNIX the name's size. */
  @Native public static final int ROW_LOCAL_LOW = 40;

  /** Remote high: long, likewise. */
  @Native public static final int ROW_REMOTE_HIGH = 48;

  /** Remote low: long, likewise. */
  @Native public static final int ROW_REMOTE_LOW = 56;

  /** Uid: unsigned int. */
  @Native public static final int ROW_UID = 64;

  /** Receive queue: unsigned int. */
  @Native public static final int ROW_RECEIVE_QUEUE = 68;

  /** Send queue: unsigned int. */
  @Native public static final int ROW_SEND_QUEUE = 72;

  /** Fd: int, -1 for none. */
  @Native public static final int ROW_FD = 76;

  /** Native state: int, place in the heap of a text that ends in NUL, -1 for none. */
  @Native public static final int ROW_NATIVE_STATE = 80;

  /** Local port: unsigned short. */
  @Native public static final int ROW_LOCAL_PORT = 84;

  /** Remote port: unsigned short. */
  @Native public static final int ROW_REMOTE_PORT = 86;

  /** Protocol: byte, PROTOCOL_*. */
  @Native public static final int ROW_PROTOCOL = 88;

  /** Type: byte, TYPE_*. */
  @Native public static final int ROW_TYPE = 89;

  /** Status: byte, STATUS_*. */
  @Native public static final int ROW_STATUS = 90;

  /** Ownership: byte, OWNERSHIP_*. */
  @Native public static final int ROW_OWNERSHIP = 91;

  /** Pid kind: byte, PID_KIND_*. */
  @Native public static final int ROW_PID_KIND = 92;

  /** Present: byte, which of the numbers below there are. */
  @Native public static final int ROW_PRESENT = 93;

  /** There is an inode. */
  @Native public static final int PRESENT_INODE = 1;

  /** There is a cookie. */
  @Native public static final int PRESENT_COOKIE = 2;

  /** There is a network namespace. */
  @Native public static final int PRESENT_NETNS = 4;

  /** There is a user. */
  @Native public static final int PRESENT_UID = 8;

  /** There is a receive queue. */
  @Native public static final int PRESENT_RECEIVE_QUEUE = 16;

  /** There is a send queue. */
  @Native public static final int PRESENT_SEND_QUEUE = 32;

  // A process that holds a socket or could not be read. They are in the order of their pids.
  /** Bytes of a process. */
  @Native public static final int PROCESS_SIZE = 24;

  /** Pid: long. */
  @Native public static final int PROCESS_PID = 0;

  /** Name: int, place in the heap. */
  @Native public static final int PROCESS_NAME = 8;

  /** Name size: int, 0 if the name is not known. */
  @Native public static final int PROCESS_NAME_SIZE = 12;

  /** Unreadable: int, 1 if it could not be read. */
  @Native public static final int PROCESS_UNREADABLE = 16;

  // A request. Its protocols and statuses are bits, 1 << PROTOCOL_* and 1 << STATUS_*.
  /** In place of a pid: the whole machine. */
  @Native public static final int EVERY_PROCESS = -1;

  /** A flag: one holder per socket is enough. */
  @Native public static final int REQUEST_ANY_HOLDER = 1;

  /** A flag: list unbound sockets too. */
  @Native public static final int REQUEST_UNBOUND = 2;

  /** The code of TCP4. */
  @Native public static final int PROTOCOL_TCP4 = 0;

  /** The code of TCP6. */
  @Native public static final int PROTOCOL_TCP6 = 1;

  /** The code of UDP4. */
  @Native public static final int PROTOCOL_UDP4 = 2;

  /** The code of UDP6. */
  @Native public static final int PROTOCOL_UDP6 = 3;

  /** The code of UNIX. */
  @Native public static final int PROTOCOL_UNIX = 4;

  /** The code of SOCK_STREAM. */
  @Native public static final int TYPE_STREAM = 0;

  /** The code of SOCK_DGRAM. */
  @Native public static final int TYPE_DGRAM = 1;

  /** The code of SOCK_SEQPACKET. */
  @Native public static final int TYPE_SEQPACKET = 2;

  /** The code of OTHER. */
  @Native public static final int TYPE_OTHER = 3;

  /** The code of ESTABLISHED. */
  @Native public static final int STATUS_ESTABLISHED = 0;

  /** The code of SYN_SENT. */
  @Native public static final int STATUS_SYN_SENT = 1;

  /** The code of SYN_RECV. */
  @Native public static final int STATUS_SYN_RECV = 2;

  /** The code of FIN_WAIT1. */
  @Native public static final int STATUS_FIN_WAIT1 = 3;

  /** The code of FIN_WAIT2. */
  @Native public static final int STATUS_FIN_WAIT2 = 4;

  /** The code of TIME_WAIT. */
  @Native public static final int STATUS_TIME_WAIT = 5;

  /** The code of CLOSE. */
  @Native public static final int STATUS_CLOSE = 6;

  /** The code of CLOSE_WAIT. */
  @Native public static final int STATUS_CLOSE_WAIT = 7;

  /** The code of LAST_ACK. */
  @Native public static final int STATUS_LAST_ACK = 8;

  /** The code of LISTEN. */
  @Native public static final int STATUS_LISTEN = 9;

  /** The code of CLOSING. */
  @Native public static final int STATUS_CLOSING = 10;

  /** The code of NONE. */
  @Native public static final int STATUS_NONE = 11;

  /** The code of DELETE_TCB. */
  @Native public static final int STATUS_DELETE_TCB = 12;

  /** The code of IDLE. */
  @Native public static final int STATUS_IDLE = 13;

  /** The code of BOUND. */
  @Native public static final int STATUS_BOUND = 14;

  /** The code of KNOWN. */
  @Native public static final int OWNERSHIP_KNOWN = 0;

  /** The code of NO_HOLDER. */
  @Native public static final int OWNERSHIP_NO_HOLDER = 1;

  /** The code of NOT_FOUND. */
  @Native public static final int OWNERSHIP_NOT_FOUND = 2;

  /** The code of CHANGED. */
  @Native public static final int OWNERSHIP_CHANGED = 3;

  /** The code of HIDDEN. */
  @Native public static final int OWNERSHIP_HIDDEN = 4;

  /** The code of HOLDER. */
  @Native public static final int PID_KIND_HOLDER = 0;

  /** The code of CREATOR. */
  @Native public static final int PID_KIND_CREATOR = 1;

  /** The code of LAST_USER. */
  @Native public static final int PID_KIND_LAST_USER = 2;

  /** There is no pid. */
  @Native public static final int PID_KIND_ABSENT = 3;

  private RowFormat() {}
}
