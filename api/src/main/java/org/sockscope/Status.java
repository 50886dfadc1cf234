// SPDX-License-Identifier: Apache-2.0
package org.sockscope;

/**
 * The state of a TCP connection.
 *
 * <p>UDP and UNIX sockets are always {@link #NONE}. So is a TCP state that Sockscope doesn't know;
 * what the system calls it is then in {@link Row#nativeState()}.
 */
public enum Status {
  /** Data can flow in both directions. */
  ESTABLISHED,
  /** A connection was asked for and not answered yet. */
  SYN_SENT,
  /**
   * A connection request came in and the handshake is not finished; on Linux also the kernel's
   * NEW_SYN_RECV.
   */
  SYN_RECV,
  /** We closed; the other side has not acknowledged it. */
  FIN_WAIT1,
  /** We closed and that is acknowledged; the other side may still send. */
  FIN_WAIT2,
  /** Both sides closed; the kernel keeps the address pair for a while, for no process. */
  TIME_WAIT,
  /** Not connected and not listening. */
  CLOSE,
  /** The other side closed; we have not yet. */
  CLOSE_WAIT,
  /** The other side closed, then we did; the last acknowledgement is missing. */
  LAST_ACK,
  /** Waiting for connections. */
  LISTEN,
  /** Both sides closed at the same time. */
  CLOSING,
  /** No state: not TCP, or a state without a name here. */
  NONE,
  /** Windows: the control block is being deleted. */
  DELETE_TCB,
  /** SunOS: opened, not bound. */
  IDLE,
  /**
   * Bound, but neither listening nor ever connected: SunOS, and every system under {@link
   * Query#unbound(boolean)} (Linux calls it BOUND_INACTIVE).
   */
  BOUND
}
