// SPDX-License-Identifier: Apache-2.0
package org.sockscope.contract;

import static org.sockscope.contract.Feature.ABSTRACT_NAME;
import static org.sockscope.contract.Feature.ACCEPTED_HOLDER;
import static org.sockscope.contract.Feature.INET6;
import static org.sockscope.contract.Feature.MAPPED_INET4;
import static org.sockscope.contract.Feature.REUSE_PORT;
import static org.sockscope.contract.Feature.SEQPACKET;
import static org.sockscope.contract.Feature.TCP6_HOLDER;
import static org.sockscope.contract.Feature.UNANSWERED_REQUEST;
import static org.sockscope.contract.Feature.UNIX;

import java.util.List;
import java.util.Set;

/**
 * What a {@link Holder} can be told to open. AF_INET* sockets are bound to the loopback address and
 * a port that nobody else uses, unless it says otherwise. What {@link Holder#open} returns is in
 * brackets.
 */
public enum Opening {
  /** A TCP listener over IPv4: [listener]. */
  TCP4_LISTENER,
  /** A TCP listener over IPv6: [listener]. */
  TCP6_LISTENER(INET6, TCP6_HOLDER),
  /** A TCP listener on all addresses of IPv4: [listener]. */
  TCP4_WILDCARD_LISTENER,
  /** A TCP listener on all addresses of IPv6 and none of IPv4: [listener]. */
  TCP6_WILDCARD_LISTENER(INET6, TCP6_HOLDER),
  /** Two TCP listeners on the same address and port: [listener, listener]. */
  TCP4_TWO_LISTENERS(REUSE_PORT),
  /** A connection of the process to itself: [listener, client, accepted]. */
  TCP4_CONNECTION(ACCEPTED_HOLDER),
  /** The same over IPv6: [listener, client, accepted]. */
  TCP6_CONNECTION(INET6, TCP6_HOLDER, ACCEPTED_HOLDER),
  /**
   * An AF_INET client of an AF_INET6 listener on ::ffff:127.0.0.1: [listener, client, accepted].
   */
  TCP_MAPPED_CONNECTION(INET6, MAPPED_INET4, TCP6_HOLDER, ACCEPTED_HOLDER),
  /**
   * A connection whose client has said that it sends no more, so that it is in FIN_WAIT2 and the
   * accepted one in CLOSE_WAIT: [listener, client, accepted].
   */
  TCP4_HALF_CLOSED(ACCEPTED_HOLDER),
  /** A connection that both sides closed, the client first: [listener, client without holder]. */
  TCP4_TIME_WAIT,
  /**
   * A listener whose queue is full with one connection; another client's request is dropped:
   * [listener, client, not yet accepted and so without holder, client in SYN_SENT].
   */
  TCP4_FULL_QUEUE(UNANSWERED_REQUEST),
  /** A TCP socket that is bound, and neither listens nor ever connected: [socket]. */
  TCP4_BOUND,
  /** The same over IPv6: [socket]. */
  TCP6_BOUND(INET6, TCP6_HOLDER),
  /** A TCP socket that is not bound: [socket]. */
  TCP4_UNBOUND,
  /** The same over IPv6: [socket]. */
  TCP6_UNBOUND(INET6, TCP6_HOLDER),
  /** A UDP socket that is bound: [socket]. */
  UDP4_BOUND,
  /** The same over IPv6: [socket]. */
  UDP6_BOUND(INET6),
  /** A UDP socket that is connected to another, which is only bound: [connected, other]. */
  UDP4_CONNECTED,
  /** The same over IPv6: [connected, other]. */
  UDP6_CONNECTED(INET6),
  /** A UDP socket without a port: [socket]. */
  UDP4_UNBOUND,
  /** The same over IPv6: [socket]. */
  UDP6_UNBOUND(INET6),
  /** A UNIX stream socket that listens on a path: [listener]. */
  UNIX_STREAM_LISTENER(UNIX),
  /** A UNIX seqpacket socket that listens on a path: [listener]. */
  UNIX_SEQPACKET_LISTENER(UNIX, SEQPACKET),
  /** A UNIX datagram socket bound to a path: [socket]. */
  UNIX_DGRAM_BOUND(UNIX),
  /** A UNIX stream socket that listens on an abstract name: [listener]. */
  UNIX_ABSTRACT_LISTENER(UNIX, ABSTRACT_NAME),
  /** A connection to a UNIX stream listener on a path: [listener, unnamed client, accepted]. */
  UNIX_STREAM_CONNECTION(UNIX),
  /** A UNIX datagram socket without a name: [socket]. */
  UNIX_DGRAM_UNNAMED(UNIX),
  /** Two UNIX stream sockets without names that are connected: [one, other]. */
  UNIX_STREAM_PAIR(UNIX);

  private static final Set<Opening> UNBOUND =
      Set.of(TCP4_BOUND, TCP6_BOUND, TCP4_UNBOUND, TCP6_UNBOUND, UDP4_UNBOUND, UDP6_UNBOUND);

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Feature> needs;

  Opening(Feature... needs) {
    this.needs = List.of(needs);
  }

  /**
   * What a world must be able to do for it.
   *
   * @return the features
   */
  public List<Feature> needs() {
    return needs;
  }

  /** Whether only a query with {@link org.sockscope.Query#unbound} shows it. */
  boolean isUnbound() {
    return UNBOUND.contains(this);
  }
}
