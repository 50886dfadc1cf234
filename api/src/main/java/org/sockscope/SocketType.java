// SPDX-License-Identifier: Apache-2.0
package org.sockscope;

/** The type of a socket, by the name that the socket interface gives it. */
public enum SocketType {
  /** A byte stream: TCP, or a UNIX stream socket. */
  SOCK_STREAM,
  /** Datagrams: UDP, or a UNIX datagram socket. */
  SOCK_DGRAM,
  /** Records in sequence: UNIX sockets only. */
  SOCK_SEQPACKET,
  /** A type that Sockscope has no name for; the row is kept all the same. */
  OTHER
}
