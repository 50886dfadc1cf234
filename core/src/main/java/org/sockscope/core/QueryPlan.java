// SPDX-License-Identifier: Apache-2.0
package org.sockscope.core;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.sockscope.Kind;
import org.sockscope.Query;
import org.sockscope.Status;
import org.sockscope.UnsupportedKindException;
import org.sockscope.spi.Protocol;
import org.sockscope.spi.SocketRequest;

/**
 * A query as a system understands it.
 *
 * @param request what to ask the system for
 * @param statuses the statuses that its rows must have then; empty for any
 */
record QueryPlan(SocketRequest request, Set<Status> statuses) {
  /**
   * Plans a query.
   *
   * @param query the query
   * @param supported the kinds that the system can list
   * @return the plan
   * @throws UnsupportedKindException if the kind of the query is not among them
   */
  static QueryPlan of(Query query, Set<Kind> supported) {
    if (!supported.contains(query.kind())) {
      throw new UnsupportedKindException(
          "this system can't list sockets of kind "
              + query.kind().label()
              + "; it lists "
              + supported.stream().sorted().map(Kind::label).collect(Collectors.joining(", ")),
          query.kind());
    }
    SocketRequest request =
        new SocketRequest(
            protocols(query.kind(), supported),
            query.process(),
            nativeStatuses(query.statuses()),
            query.localPort(),
            query.remotePort(),
            query.isAnyHolder(),
            query.isUnbound());
    return new QueryPlan(request, query.statuses());
  }

  private static Set<Protocol> protocols(Kind kind, Set<Kind> supported) {
    return switch (kind) {
      case INET -> EnumSet.of(Protocol.TCP4, Protocol.TCP6, Protocol.UDP4, Protocol.UDP6);
      case INET4 -> EnumSet.of(Protocol.TCP4, Protocol.UDP4);
      case INET6 -> EnumSet.of(Protocol.TCP6, Protocol.UDP6);
      case TCP -> EnumSet.of(Protocol.TCP4, Protocol.TCP6);
      case TCP4 -> EnumSet.of(Protocol.TCP4);
      case TCP6 -> EnumSet.of(Protocol.TCP6);
      case UDP -> EnumSet.of(Protocol.UDP4, Protocol.UDP6);
      case UDP4 -> EnumSet.of(Protocol.UDP4);
      case UDP6 -> EnumSet.of(Protocol.UDP6);
      case UNIX -> EnumSet.of(Protocol.UNIX);
      case ALL -> {
        EnumSet<Protocol> all = EnumSet.noneOf(Protocol.class);
        supported.stream()
            .filter(part -> part != Kind.ALL)
            .forEach(part -> all.addAll(protocols(part, supported)));
        yield all;
      }
    };
  }

  /** What is BOUND to users may be CLOSE to the system. */
  private static Set<Status> nativeStatuses(Set<Status> statuses) {
    if (!statuses.contains(Status.BOUND)) {
      return statuses;
    }
    EnumSet<Status> all = EnumSet.copyOf(statuses);
    all.add(Status.CLOSE);
    return all;
  }

  /**
   * Whether the query asks for a row: systems may answer with more than that.
   *
   * @param row stands on the row
   * @return true if it belongs to the answer
   */
  boolean wants(InterpretedRows row) {
    return request.protocols().contains(row.protocol())
        && (statuses.isEmpty() || statuses.contains(row.status()))
        && (request.unbound() || !row.isUnbound())
        && (request.localPort().isEmpty() || request.localPort().getAsInt() == row.localPort())
        && (request.remotePort().isEmpty() || request.remotePort().getAsInt() == row.remotePort())
        && (request.process().isEmpty() || request.process().getAsLong() == row.pid());
  }
}
