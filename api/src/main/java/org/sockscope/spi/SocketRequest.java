// SPDX-License-Identifier: Apache-2.0
package org.sockscope.spi;

import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.sockscope.Status;

/**
 * What the core asks of a {@link SocketTable}. The core filters what comes back, so an adapter may
 * ignore all but {@code process}; it should not ask the system for what is not wanted.
 *
 * @param protocols the tables that are wanted, at least one, all of them within {@link
 *     Capabilities#kinds()}
 * @param process the process whose sockets are wanted; empty for the whole machine
 * @param statuses the statuses that are wanted; empty for any
 * @param localPort the local port that is wanted
 * @param remotePort the remote port that is wanted
 * @param anyHolder whether the search for holders may stop when each socket has one
 * @param unbound whether sockets are wanted that the tables of the system don't list: TCP ones that
 *     neither listen nor ever connected, UDP ones without a port
 */
public record SocketRequest(
    Set<Protocol> protocols,
    OptionalLong process,
    Set<Status> statuses,
    OptionalInt localPort,
    OptionalInt remotePort,
    boolean anyHolder,
    boolean unbound) {
  /**
   * Copies the sets.
   *
   * @param protocols see above
   * @param process see above
   * @param statuses see above
   * @param localPort see above
   * @param remotePort see above
   * @param anyHolder see above
   * @param unbound see above
   */
  public SocketRequest {
    protocols = Set.copyOf(protocols);
    statuses = Set.copyOf(statuses);
  }
}
