// SPDX-License-Identifier: Apache-2.0
package org.sockscope.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.sockscope.Connection;
import org.sockscope.Endpoint;
import org.sockscope.InetEndpoint;
import org.sockscope.Kind;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.RowCursor;

/** {@code forEach} tells what the lists tell, without objects. */
abstract class CursorContract extends Contract {
  CursorContract(PlatformContract platform) {
    super(platform);
  }

  @Test
  void forEachAndListsAndSnapshotsAgree() {
    Holder holder = holderOf(possible(Stream.of(Opening.values())));
    Query query = Query.of(Kind.ALL).process(holder.pid());
    List<Connection> visited = new ArrayList<>();
    scope.forEach(query, cursor -> visited.add(cursor.connection()));

    assertSameRows(scope.process(holder.pid()).connections(Kind.ALL), visited);
    assertSameRows(scope.snapshot(query).connections(), visited);
    List<Connection> onMachine = new ArrayList<>();
    scope.forEach(Query.of(Kind.ALL), cursor -> onMachine.add(cursor.connection()));
    assertSameRows(visited, rowsOf(onMachine, holder));
  }

  @Test
  void theNumbersOfTheCursorAreThoseOfItsRow() {
    List<Connection> all = new ArrayList<>();
    holderOf(possible(Stream.of(Opening.values())));
    scope.forEach(
        Query.of(Kind.ALL).unbound(true),
        cursor -> {
          Row row = cursor.row();
          Connection connection = row.connection();
          all.add(connection);
          assertEquals(connection, cursor.connection());
          assertEquals(
              connection,
              new Connection(
                  cursor.fd(),
                  cursor.family(),
                  cursor.type(),
                  cursor.laddr(),
                  cursor.raddr(),
                  cursor.status(),
                  cursor.pid()));
          assertBits(
              connection.laddr(),
              cursor.localAddressHigh(),
              cursor.localAddressLow(),
              cursor.localPort());
          assertBits(
              connection.raddr(),
              cursor.remoteAddressHigh(),
              cursor.remoteAddressLow(),
              cursor.remotePort());
          assertNumber(row.netns(), cursor.netns());
          assertNumber(row.inode(), cursor.inode());
          assertNumber(row.cookie(), cursor.cookie());
          assertNumber(row.uid(), cursor.uid());
          assertNumber(row.receiveQueue(), cursor.receiveQueue());
          assertNumber(row.sendQueue(), cursor.sendQueue());
          assertEquals(row.pidKind(), cursor.pidKind());
          assertEquals(row.missingPid(), cursor.missingPid());
        });
    assertTrue(!all.isEmpty(), "the world's sockets were not visited");
  }

  private static void assertBits(Endpoint end, long high, long low, int port) {
    if (end instanceof InetEndpoint inet) {
      assertEquals(inet, InetEndpoint.of(inet.family(), high, low, port));
    } else {
      assertEquals(List.of(0L, 0L, 0), List.of(high, low, port));
    }
  }

  private static void assertNumber(OptionalLong ofRow, long ofCursor) {
    assertEquals(ofRow.orElse(RowCursor.ABSENT), ofCursor);
  }

  @Test
  void theCursorIsInvalidAfterwards() {
    Holder holder = holderOf(Opening.TCP4_LISTENER);
    List<RowCursor> kept = new ArrayList<>();
    scope.forEach(Query.of(Kind.TCP).process(holder.pid()), kept::add);
    RowCursor cursor = kept.get(0);
    List<Executable> calls =
        List.of(
            cursor::fd,
            cursor::pid,
            cursor::family,
            cursor::type,
            cursor::status,
            cursor::laddr,
            cursor::raddr,
            cursor::localPort,
            cursor::remotePort,
            cursor::localAddressHigh,
            cursor::localAddressLow,
            cursor::remoteAddressHigh,
            cursor::remoteAddressLow,
            cursor::netns,
            cursor::inode,
            cursor::cookie,
            cursor::uid,
            cursor::receiveQueue,
            cursor::sendQueue,
            cursor::pidKind,
            cursor::missingPid,
            cursor::connection,
            cursor::row);

    for (Executable call : calls) {
      assertThrows(IllegalStateException.class, call);
    }
  }

  @Test
  void rowsOutliveTheCursor() {
    Holder holder = holderOfEachKind();
    List<Row> rows = new ArrayList<>();
    scope.forEach(Query.of(Kind.ALL).process(holder.pid()), cursor -> rows.add(cursor.row()));

    assertShown(holder.held(), rows.stream().map(Row::connection).toList());
  }

  @Test
  void anExceptionOfTheVisitorEndsTheIteration() {
    Holder holder = holderOf(Opening.TCP4_CONNECTION);
    List<Connection> visited = new ArrayList<>();
    IllegalArgumentException thrown = new IllegalArgumentException("enough");

    assertSame(
        thrown,
        assertThrows(
            IllegalArgumentException.class,
            () ->
                scope.forEach(
                    Query.of(Kind.TCP).process(holder.pid()),
                    cursor -> {
                      visited.add(cursor.connection());
                      throw thrown;
                    })));
    assertEquals(1, visited.size());
  }

  @Test
  void theVisitorMayUseTheScope() {
    Holder holder = holderOf(Opening.TCP4_LISTENER);
    List<Connection> asked = new ArrayList<>();
    scope.forEach(
        Query.of(Kind.TCP).process(holder.pid()),
        cursor -> asked.addAll(scope.process(cursor.pid()).connections(Kind.TCP)));

    assertShown(holder.held(), asked);
  }
}
