// SPDX-License-Identifier: Apache-2.0
package org.sockscope.spi;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sockscope.AddressFamily;
import org.sockscope.PidKind;
import org.sockscope.SocketType;
import org.sockscope.Status;

/**
 * The rows that a system answered with, as a forward cursor of primitives: one row for each socket
 * and holder. It stands before the first row at first. The methods that tell about a row may be
 * called only after {@link #next()} returned true.
 *
 * <p>It knows no format, so that a list in a test can be one. Not thread-safe, but cursors from
 * {@link #fromStart()} are independent of each other.
 */
public interface SocketRows extends AutoCloseable {
  /** What {@link #netns()} and the other numbers of a row are if the system doesn't tell. */
  long ABSENT = -1;

  /**
   * Goes on to the next row.
   *
   * @return false if there is none
   */
  boolean next();

  /**
   * Another cursor over the same rows.
   *
   * @return a cursor that stands before the first row
   */
  SocketRows fromStart();

  /**
   * Where the row is that the cursor stands on.
   *
   * @return a number for {@link #at(int)}, of no other meaning
   */
  int position();

  /**
   * Another cursor over the same rows, which stands on one of them.
   *
   * @param position what {@link #position()} was there
   * @return a cursor that goes on behind that row
   */
  SocketRows at(int position);

  /**
   * The table that the row is from, which tells its family and, but for UNIX, its type.
   *
   * @return the protocol
   */
  Protocol protocol();

  /**
   * The address family.
   *
   * @return the family of {@link #protocol()}
   */
  default AddressFamily family() {
    return switch (protocol()) {
      case TCP4, UDP4 -> AddressFamily.AF_INET;
      case TCP6, UDP6 -> AddressFamily.AF_INET6;
      case UNIX -> AddressFamily.AF_UNIX;
    };
  }

  /**
   * The socket type.
   *
   * @return the type
   */
  SocketType type();

  /**
   * The TCP state.
   *
   * @return the state; NONE if the system's is not known, or for want of one
   */
  Status status();

  /**
   * The state by the system's own name.
   *
   * @return the name, null if there is none
   */
  @Nullable String nativeState();

  /**
   * The upper 64 bits of the local address; 0 for AF_INET, no meaning for UNIX.
   *
   * @return the bits, the first byte on the wire being the most significant
   */
  long localAddressHigh();

  /**
   * The lower 64 bits of the local address, or the 32 bits of an AF_INET one; no meaning for UNIX.
   *
   * @return the bits, the last byte on the wire being the least significant
   */
  long localAddressLow();

  /**
   * The local port.
   *
   * @return the port, 0 to 65535; 0 if there is no local end, and for UNIX
   */
  int localPort();

  /**
   * The upper 64 bits of the remote address.
   *
   * @return as {@link #localAddressHigh()}
   */
  long remoteAddressHigh();

  /**
   * The lower 64 bits of the remote address.
   *
   * @return as {@link #localAddressLow()}
   */
  long remoteAddressLow();

  /**
   * The remote port.
   *
   * @return the port, 0 to 65535; 0 if there is no remote end, and for UNIX
   */
  int remotePort();

  /**
   * The local UNIX name.
   *
   * @return a new array of the bytes, as {@link org.sockscope.UnixEndpoint#of(byte[])} takes them;
   *     empty if there is no name, and for AF_INET*
   */
  byte[] localName();

  /**
   * The remote UNIX name.
   *
   * @return as {@link #localName()}
   */
  byte[] remoteName();

  /**
   * What was found out about the holder.
   *
   * @return the ownership
   */
  Ownership ownership();

  /**
   * The process, as the system tells it.
   *
   * @return the pid; no meaning if {@link #pidKind()} is null
   */
  long pid();

  /**
   * What {@link #pid()} means. LAST_USER goes with an ownership other than KNOWN.
   *
   * @return the kind, null if there is no pid
   */
  @Nullable PidKind pidKind();

  /**
   * The descriptor in the holder's table.
   *
   * @return the descriptor, -1 if there is none
   */
  int fd();

  /**
   * The network namespace.
   *
   * @return its inode number or {@link #ABSENT}
   */
  long netns();

  /**
   * The inode of the socket.
   *
   * @return the inode or {@link #ABSENT}
   */
  long inode();

  /**
   * The kernel's number for the socket.
   *
   * @return the cookie or {@link #ABSENT}
   */
  long cookie();

  /**
   * The user that the socket belongs to.
   *
   * @return the user id or {@link #ABSENT}
   */
  long uid();

  /**
   * The receive queue.
   *
   * @return its length or {@link #ABSENT}
   */
  long receiveQueue();

  /**
   * The send queue.
   *
   * @return its length or {@link #ABSENT}
   */
  long sendQueue();

  /**
   * The name of the program of {@link #pid()}.
   *
   * @return the name, null if it is not known
   */
  @Nullable String processName();

  /**
   * How the system was asked, for the whole answer.
   *
   * @return the interface's name
   */
  String method();

  /**
   * Whether nothing was lost beside what {@link #unreadable()} tells.
   *
   * @return false if a part of a table was lost or not understood
   */
  boolean intact();

  /**
   * How many sockets the system showed that could not be read. What was lost without being seen,
   * such as the rest of a table, is not in it.
   *
   * @return the number; {@link #intact()} is false if it isn't 0
   */
  long lost();

  /**
   * The processes that could not be read.
   *
   * @return an immutable set of pids
   */
  Set<Long> unreadable();

  /**
   * Gives the memory of the rows back, for the next read to use. This cursor and its siblings may
   * not be used again.
   */
  @Override
  void close();
}
