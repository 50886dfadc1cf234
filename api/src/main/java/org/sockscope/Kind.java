// SPDX-License-Identifier: Apache-2.0
package org.sockscope;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Which sockets a query is about.
 *
 * <p>TCP and UDP mean the protocols, not the socket types: SCTP, UDP-Lite, raw and other sockets of
 * the same families are in no kind. An MPTCP socket counts as TCP.
 */
public enum Kind {
  /** TCP and UDP over IPv4 and IPv6. */
  INET,
  /** TCP and UDP over IPv4. */
  INET4,
  /** TCP and UDP over IPv6. */
  INET6,
  /** TCP over IPv4 and IPv6. */
  TCP,
  /** TCP over IPv4. */
  TCP4,
  /** TCP over IPv6. */
  TCP6,
  /** UDP over IPv4 and IPv6. */
  UDP,
  /** UDP over IPv4. */
  UDP4,
  /** UDP over IPv6. */
  UDP6,
  /** UNIX sockets of every type. Not on every system: {@link Sockscope#supportedKinds()} tells. */
  UNIX,
  /** Everything that the system can list. */
  ALL;

  /**
   * The kind of that name.
   *
   * @param name one of {@code inet}, {@code inet4}, {@code inet6}, {@code tcp}, {@code tcp4},
   *     {@code tcp6}, {@code udp}, {@code udp4}, {@code udp6}, {@code unix}, {@code all}, in any
   *     case of letters
   * @return the kind
   * @throws IllegalArgumentException for any other name; its message lists the valid ones
   */
  public static Kind of(String name) {
    for (Kind kind : values()) {
      if (kind.label().equals(name.toLowerCase(Locale.ROOT))) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "unknown kind '"
            + name
            + "'; valid kinds are "
            + Arrays.stream(values()).map(Kind::label).collect(Collectors.joining(", ")));
  }

  /**
   * The name that {@link #of(String)} takes.
   *
   * @return the name in lower case, such as {@code tcp4}
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
