// SPDX-License-Identifier: Apache-2.0
package org.sockscope.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sockscope.Connection;
import org.sockscope.Kind;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.Snapshot;
import org.sockscope.Status;

/** A query gives what picking its rows by hand gives. */
abstract class QueryContract extends Contract {
  QueryContract(PlatformContract platform) {
    super(platform);
  }

  /** TCP in several states, UDP with and without a remote end, UNIX, and sockets without a port. */
  private Holder variedHolder() {
    return holderOf(possible(Stream.of(Opening.values())));
  }

  @TestFactory
  Stream<DynamicTest> aStatusGivesTheRowsWithIt() {
    Holder holder = variedHolder();
    return Stream.of(Status.values())
        .map(
            status ->
                dynamicTest(
                    status.name(),
                    () ->
                        assertPicks(
                            holder,
                            Query.of(Kind.ALL).status(status),
                            row -> row.status() == status)));
  }

  @Test
  void severalStatusesGiveTheRowsWithAnyOfThem() {
    assertPicks(
        variedHolder(),
        Query.of(Kind.INET).status(Status.LISTEN, Status.NONE),
        row -> row.status() == Status.LISTEN || row.status() == Status.NONE);
  }

  @Test
  void aLocalPortGivesTheRowsWithIt() {
    Holder holder = variedHolder();
    for (int port : portsOf(holder.held(), Ends::localPort)) {
      assertPicks(holder, Query.of(Kind.ALL).localPort(port), row -> Ends.localPort(row) == port);
    }
  }

  @Test
  void aRemotePortGivesTheRowsWithIt() {
    need(Opening.TCP4_CONNECTION.needs());
    Holder holder = variedHolder();
    for (int port : portsOf(promises.shown(holder.held()), Ends::remotePort)) {
      assertPicks(holder, Query.of(Kind.ALL).remotePort(port), row -> Ends.remotePort(row) == port);
    }
  }

  private static int[] portsOf(List<Connection> sockets, ToIntFunction<Connection> end) {
    int[] ports = sockets.stream().mapToInt(end).filter(port -> port != 0).distinct().toArray();
    assertTrue(ports.length > 1, "the holder has too few ports to tell a filter by");
    return ports;
  }

  @Test
  void predicatesAddUp() {
    List<Connection> opened = open(Opening.TCP4_CONNECTION);
    Connection client = opened.get(1);
    Query query =
        Query.of(Kind.TCP4)
            .status(Status.ESTABLISHED)
            .localPort(Ends.localPort(client))
            .remotePort(Ends.remotePort(client))
            .process(client.pid());

    assertShown(List.of(client), scope.snapshot(query).connections());
    assertShown(List.of(client), scope.process(client.pid()).snapshot(query).connections());
    assertSameRows(List.of(), scope.snapshot(query.status(Status.LISTEN)).connections());
  }

  @Test
  void aProcessGivesItsRows() {
    Holder holder = holderOfEachKind();
    holderOfEachKind();

    assertShown(
        holder.held(), scope.snapshot(Query.of(Kind.ALL).process(holder.pid())).connections());
  }

  @Test
  void unboundSocketsAreListedOnlyWhenAskedFor() {
    Holder holder = holderOf(possible(Stream.of(Opening.values()).filter(Opening::isUnbound)));
    Query query = Query.of(Kind.ALL).process(holder.pid());

    assertSameRows(List.of(), scope.process(holder.pid()).connections(Kind.ALL));
    assertSameRows(List.of(), systemRowsOf(Kind.ALL, holder));
    assertSameRows(List.of(), scope.snapshot(query.unbound(false)).connections());
    assertShown(holder.held(), scope.snapshot(query.unbound(true)).connections());
  }

  @Test
  void unboundAddsToWhatIsListedOtherwise() {
    Holder holder =
        holderOf(
            Opening.TCP4_CONNECTION,
            Opening.TCP4_BOUND,
            Opening.TCP4_UNBOUND,
            Opening.UDP4_BOUND,
            Opening.UDP4_UNBOUND);
    Query query = Query.of(Kind.INET).unbound(true);

    assertShown(holder.held(), scope.process(holder.pid()).snapshot(query).connections());
    assertShown(holder.held(), rowsOf(scope.snapshot(query).connections(), holder));
  }

  @Test
  void aSnapshotTellsWhenItWasMade() {
    Instant before = Instant.now();
    Snapshot snapshot = scope.snapshot(Query.of(Kind.TCP));
    Instant after = Instant.now();

    assertTrue(!snapshot.readAt().isBefore(before) && !snapshot.readAt().isAfter(after));
    assertTrue(!snapshot.method().isEmpty(), "the snapshot doesn't tell how it was made");
  }

  @Test
  void aSnapshotOutlivesItsScope() {
    Holder holder = holderOfEachKind();
    Snapshot snapshot = scope.snapshot(Query.of(Kind.ALL));
    scope.close();

    assertShown(holder.held(), rowsOf(snapshot.connections(), holder));
    assertEquals(snapshot.connections(), snapshot.rows().stream().map(Row::connection).toList());
  }

  /** Asked of the process and of the machine, which may hold more rows but none that don't fit. */
  private void assertPicks(Holder holder, Query query, Predicate<Connection> fits) {
    List<Connection> picked =
        scope.process(holder.pid()).connections(query.kind()).stream().filter(fits).toList();
    List<Connection> machine = scope.snapshot(query).connections();

    assertSameRows(picked, scope.process(holder.pid()).snapshot(query).connections());
    assertSameRows(picked, rowsOf(machine, holder));
    for (Connection row : machine) {
      assertTrue(fits.test(row), () -> query + " gave " + row);
    }
  }
}
