// SPDX-License-Identifier: Apache-2.0
package org.sockscope.core;

import java.util.List;
import java.util.function.BiFunction;
import org.sockscope.Connection;
import org.sockscope.Kind;
import org.sockscope.ProcessSockets;
import org.sockscope.Query;
import org.sockscope.Snapshot;
import org.sockscope.spi.SocketRequest;
import org.sockscope.spi.SocketRows;
import org.sockscope.spi.SocketTable;

/** The queries of a scope, held to one process. */
record SocketsOfProcess(
    TableSockscope scope, long pid, BiFunction<SocketTable, SocketRequest, SocketRows> reading)
    implements ProcessSockets {

  @Override
  public List<Connection> connections() {
    return connections(Kind.INET);
  }

  @Override
  public List<Connection> connections(Kind kind) {
    return scope.connections(Query.of(kind).process(pid), reading);
  }

  @Override
  public List<Connection> connections(String kind) {
    return connections(Kind.of(kind));
  }

  @Override
  public Snapshot snapshot(Query query) {
    query
        .process()
        .ifPresent(
            other -> {
              if (other != pid) {
                throw new IllegalArgumentException(
                    "the query is about process " + other + ", not about process " + pid);
              }
            });
    return scope.read(query.process(pid), reading);
  }
}
