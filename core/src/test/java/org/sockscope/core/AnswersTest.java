// SPDX-License-Identifier: Apache-2.0
package org.sockscope.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sockscope.Connection;
import org.sockscope.InetEndpoint;
import org.sockscope.Kind;
import org.sockscope.PidKind;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.RowCursor;
import org.sockscope.Snapshot;
import org.sockscope.SocketType;
import org.sockscope.Sockscope;
import org.sockscope.spi.Ownership;
import org.sockscope.spi.Protocol;
import org.sockscope.spi.UnixNames;

/** What a snapshot tells beyond connections, and that all ways to read an answer say the same. */
class AnswersTest extends AnsweredRows {
  @Test
  void passesOnWhatTheSystemTellsBeyondAConnectionAndInventsNothing() {
    RowFacts facts = RowFacts.ordinary(Protocol.TCP4);
    Row silent = row(EVERYTHING, facts);
    for (OptionalLong number :
        List.of(
            silent.netns(),
            silent.inode(),
            silent.cookie(),
            silent.uid(),
            silent.receiveQueue(),
            silent.sendQueue(),
            silent.lastUser())) {
      assertEquals(OptionalLong.empty(), number);
    }
    assertEquals(Optional.empty(), silent.processName());
    assertEquals(Optional.empty(), silent.nativeState());

    facts.netns = 1;
    facts.inode = 2;
    facts.cookie = Long.MIN_VALUE;
    facts.uid = 0;
    facts.receiveQueue = 5;
    facts.sendQueue = 6;
    facts.processName = "name";
    facts.nativeState = "TCP_ESTABLISHED";
    Row row = row(EVERYTHING, facts);
    assertEquals(OptionalLong.of(1), row.netns());
    assertEquals(OptionalLong.of(2), row.inode());
    assertEquals(OptionalLong.of(Long.MIN_VALUE), row.cookie());
    assertEquals(OptionalLong.of(0), row.uid());
    assertEquals(OptionalLong.of(5), row.receiveQueue());
    assertEquals(OptionalLong.of(6), row.sendQueue());
    assertEquals(Optional.of("name"), row.processName());
    assertEquals(Optional.of("TCP_ESTABLISHED"), row.nativeState());
  }

  @Test
  void anAnswerIsCompleteIfNothingWasLostAndEveryProcessWasRead() {
    ListedRows rows = ListedRows.of();
    Snapshot whole = scope(EVERYTHING, rows).snapshot(ALL);
    assertTrue(whole.complete());
    assertEquals(0, whole.lost());
    Snapshot damaged = scope(EVERYTHING, rows.damaged()).snapshot(ALL);
    assertFalse(damaged.complete());
    assertEquals(0, damaged.lost());
    Snapshot hidden = scope(EVERYTHING, rows.unreadable(99)).snapshot(ALL);
    assertFalse(hidden.complete());
    assertEquals(Set.of(99L), hidden.unreadable());
    assertEquals("a list", hidden.method());
  }

  @Test
  void socketsThatWereLostAreCountedWhateverWasAskedForAndTheAnswerIsNotComplete() {
    ListedRows rows = ListedRows.of(RowFacts.unix(SocketType.SOCK_STREAM)).lost(3);

    Snapshot snapshot = scope(EVERYTHING, rows).snapshot(Query.of(Kind.TCP));

    assertEquals(3, snapshot.lost());
    assertFalse(snapshot.complete());
    assertEquals(List.of(), snapshot.rows());
  }

  @Test
  void listsMayHoldEqualElementsAndCannotBeChanged() {
    RowFacts unnamed = RowFacts.unix(SocketType.SOCK_STREAM);
    Snapshot snapshot = scope(EVERYTHING, ListedRows.of(unnamed, unnamed)).snapshot(ALL);
    assertEquals(2, snapshot.rows().size());
    assertEquals(snapshot.rows().get(0), snapshot.rows().get(1));
    assertEquals(snapshot.rows(), snapshot.rows());
    assertThrows(UnsupportedOperationException.class, () -> snapshot.rows().remove(0));
    assertThrows(UnsupportedOperationException.class, () -> snapshot.connections().remove(0));
  }

  @Test
  void cursorSnapshotAndConnectionsSayTheSame() {
    List<RowFacts> facts = new ArrayList<>();
    for (Protocol protocol : Protocol.values()) {
      for (Ownership ownership : Ownership.values()) {
        for (PidKind kind : PidKind.values()) {
          RowFacts row = RowFacts.ordinary(protocol).ownership(ownership).holder(kind, 42, 7);
          row.inode = facts.size();
          facts.add(row);
        }
      }
    }
    Sockscope scope =
        scope(capabilities(true, UnixNames.LOCAL), ListedRows.of(facts).unreadable(1));
    Snapshot snapshot = scope.snapshot(ALL);
    List<Row> rows = List.copyOf(snapshot.rows()); // forEach gives the memory back that both have
    assertEquals(facts.size(), rows.size());
    assertEquals(rows.stream().map(Row::connection).toList(), snapshot.connections());
    List<Row> visited = new ArrayList<>();
    scope.forEach(
        ALL,
        cursor -> {
          assertSame(rows.get(visited.size()), cursor);
          visited.add(cursor.row());
        });
    assertEquals(rows, visited);
  }

  private static void assertSame(Row row, RowCursor cursor) {
    Connection connection = row.connection();
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
    assertEquals(port(connection.laddr()), cursor.localPort());
    assertEquals(port(connection.raddr()), cursor.remotePort());
    if (connection.laddr() instanceof InetEndpoint laddr) {
      assertEquals(
          laddr,
          InetEndpoint.of(
              cursor.family(),
              cursor.localAddressHigh(),
              cursor.localAddressLow(),
              cursor.localPort()));
    }
    if (connection.raddr() instanceof InetEndpoint raddr) {
      assertEquals(
          raddr,
          InetEndpoint.of(
              cursor.family(),
              cursor.remoteAddressHigh(),
              cursor.remoteAddressLow(),
              cursor.remotePort()));
    }
    assertEquals(row.netns().orElse(RowCursor.ABSENT), cursor.netns());
    assertEquals(row.inode().orElse(RowCursor.ABSENT), cursor.inode());
    assertEquals(row.cookie().orElse(RowCursor.ABSENT), cursor.cookie());
    assertEquals(row.uid().orElse(RowCursor.ABSENT), cursor.uid());
    assertEquals(row.receiveQueue().orElse(RowCursor.ABSENT), cursor.receiveQueue());
    assertEquals(row.sendQueue().orElse(RowCursor.ABSENT), cursor.sendQueue());
    assertEquals(row.pidKind(), cursor.pidKind());
    assertEquals(row.missingPid(), cursor.missingPid());
  }

  private static int port(Object end) {
    return end instanceof InetEndpoint inet ? inet.port() : 0;
  }
}
