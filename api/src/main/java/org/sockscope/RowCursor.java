// SPDX-License-Identifier: Apache-2.0
package org.sockscope;

import java.util.Optional;

/**
 * The row that {@link Sockscope#forEach} stands on. One cursor serves all rows: it is valid only
 * inside the visitor, on the visitor's thread. The methods that return numbers and enums allocate
 * nothing.
 *
 * <p>Every method throws {@link IllegalStateException} when {@code forEach} is over.
 */
public interface RowCursor {
  /** What the methods returning a number answer if the system doesn't tell. */
  long ABSENT = -1;

  /**
   * See {@link Connection#fd()}.
   *
   * @return the descriptor or -1
   */
  int fd();

  /**
   * See {@link Connection#pid()}.
   *
   * @return the process or -1
   */
  long pid();

  /**
   * See {@link Connection#family()}.
   *
   * @return the family
   */
  AddressFamily family();

  /**
   * See {@link Connection#type()}.
   *
   * @return the type
   */
  SocketType type();

  /**
   * See {@link Connection#status()}.
   *
   * @return the status
   */
  Status status();

  /**
   * See {@link Connection#laddr()}.
   *
   * @return a new object
   */
  Endpoint laddr();

  /**
   * See {@link Connection#raddr()}.
   *
   * @return a new object
   */
  Endpoint raddr();

  /**
   * The local port.
   *
   * @return the port, 0 if there is no local end or it is a UNIX one
   */
  int localPort();

  /**
   * The remote port.
   *
   * @return the port, 0 if there is no remote end or it is a UNIX one
   */
  int remotePort();

  /**
   * The upper 64 bits of the local address, as in {@link InetEndpoint#of(AddressFamily, long, long,
   * int)}.
   *
   * @return the bits, 0 if there is no local end, or it is an AF_INET or a UNIX one
   */
  long localAddressHigh();

  /**
   * The lower 64 bits of the local address, or the 32 bits of an AF_INET one.
   *
   * @return the bits, 0 if there is no local end or it is a UNIX one
   */
  long localAddressLow();

  /**
   * The upper 64 bits of the remote address, as in {@link InetEndpoint#of(AddressFamily, long,
   * long, int)}.
   *
   * @return the bits, 0 if there is no remote end, or it is an AF_INET or a UNIX one
   */
  long remoteAddressHigh();

  /**
   * The lower 64 bits of the remote address, or the 32 bits of an AF_INET one.
   *
   * @return the bits, 0 if there is no remote end or it is a UNIX one
   */
  long remoteAddressLow();

  /**
   * See {@link Row#netns()}.
   *
   * @return the namespace or {@link #ABSENT}
   */
  long netns();

  /**
   * See {@link Row#inode()}.
   *
   * @return the inode or {@link #ABSENT}
   */
  long inode();

  /**
   * See {@link Row#cookie()}.
   *
   * @return the cookie or {@link #ABSENT}
   */
  long cookie();

  /**
   * See {@link Row#uid()}.
   *
   * @return the user or {@link #ABSENT}
   */
  long uid();

  /**
   * See {@link Row#receiveQueue()}.
   *
   * @return the length or {@link #ABSENT}
   */
  long receiveQueue();

  /**
   * See {@link Row#sendQueue()}.
   *
   * @return the length or {@link #ABSENT}
   */
  long sendQueue();

  /**
   * See {@link Row#pidKind()}.
   *
   * @return the kind
   */
  Optional<PidKind> pidKind();

  /**
   * See {@link Row#missingPid()}.
   *
   * @return the reason
   */
  Optional<MissingPid> missingPid();

  /**
   * The seven fields as an object that outlives the cursor.
   *
   * @return a new object
   */
  Connection connection();

  /**
   * The whole row as an object that outlives the cursor.
   *
   * @return a new object
   */
  Row row();
}
