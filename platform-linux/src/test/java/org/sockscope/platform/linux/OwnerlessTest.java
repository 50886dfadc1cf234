// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockscope.AddressFamily;
import org.sockscope.Connection;
import org.sockscope.Kind;
import org.sockscope.MissingPid;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.Snapshot;
import org.sockscope.Sockscope;

/** Sockets that no process holds: each is a row, with pid and fd -1 and the reason. */
class OwnerlessTest {
  private final HolderWorld world = new HolderWorld();
  private Sockscope scope;

  @BeforeEach
  void openScope() {
    scope = Sockscope.system();
  }

  @AfterEach
  void close() {
    scope.close();
    world.close();
  }

  private static Row only(List<Row> rows) {
    assertEquals(1, rows.size(), rows::toString);
    return rows.get(0);
  }

  private static List<Row> rows(Snapshot snapshot, Predicate<Row> wanted) {
    return snapshot.rows().stream().filter(wanted).toList();
  }

  /** Has the kernel say that there is no holder. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "TCP4_TIME_WAIT",
        "TCP4_REQUEST",
        "TCP4_ORPHAN_FIN_WAIT1",
        "TCP4_ORPHAN_FIN_WAIT2",
        "TCP4_FULL_QUEUE",
        "UNIX_UNACCEPTED"
      })
  void oneWithoutAFileHasNone(String opening) {
    HolderProcess holder = world.start();
    List<HeldSocket> opened = holder.open(opening);
    Connection ownerless =
        opened.stream()
            .filter(socket -> socket.fd() == -1)
            .findFirst()
            .orElseThrow()
            .connection(holder.pid());

    for (Kind kind :
        List.of(Kind.ALL, ownerless.family() == AddressFamily.AF_UNIX ? Kind.UNIX : Kind.TCP4)) {
      Row row =
          only(rows(scope.snapshot(Query.of(kind)), each -> each.connection().equals(ownerless)));
      assertEquals(Optional.of(MissingPid.NONE), row.missingPid());
      assertEquals(Optional.empty(), row.pidKind());
      assertEquals(OptionalLong.empty(), row.inode());
    }
    assertEquals(
        opened.size() - 1,
        scope.process(holder.pid()).connections(Kind.ALL).size(),
        "of the process");
  }

  /** A file that only a message refers to: nobody holds it, if everybody can be looked at. */
  @ParameterizedTest
  @ValueSource(strings = {"TCP4_IN_FLIGHT", "UNIX_IN_FLIGHT"})
  void oneInFlightHasNoneUnlessSomethingIsHidden(String opening) {
    HeldSocket inFlight = world.start().open(opening).get(2);
    Snapshot snapshot = scope.snapshot(Query.of(Kind.ALL));

    Row row = only(rows(snapshot, each -> each.inode().equals(OptionalLong.of(inFlight.inode()))));
    assertEquals(-1, row.connection().pid());
    assertEquals(-1, row.connection().fd());
    assertEquals(inFlight.local(), row.connection().laddr());
    assertEquals(
        Optional.of(snapshot.complete() ? MissingPid.NONE : MissingPid.HIDDEN), row.missingPid());
  }

  @Test
  void equalOnesAreRowsOfTheirOwn() {
    HolderProcess holder = world.start();
    List<Long> inodes =
        List.of(
            holder.open("UNIX_IN_FLIGHT").get(2).inode(),
            holder.open("UNIX_IN_FLIGHT").get(2).inode());

    List<Row> rows =
        rows(
            scope.snapshot(Query.of(Kind.UNIX)),
            row -> row.inode().isPresent() && inodes.contains(row.inode().getAsLong()));
    assertEquals(2, rows.size(), rows::toString);
    assertEquals(rows.get(0).connection(), rows.get(1).connection());
  }

  @Test
  void connectionsOfOneListenerThatWaitAreRowsOfTheirOwn() {
    HolderProcess holder = world.start();
    for (int i = 0; i < 3; i++) {
      HeldSocket listener = holder.open("UNIX_UNACCEPTED").get(0);
      List<Row> rows =
          rows(
              scope.snapshot(Query.of(Kind.UNIX)),
              row ->
                  row.connection().pid() == -1
                      && row.connection().laddr().equals(listener.local()));
      assertEquals(1, rows.size(), rows::toString);
    }
  }

  @Test
  void oneThatIsReceivedAtLastHasItsHolder() {
    HolderProcess holder = world.start();
    List<HeldSocket> opened = holder.open("TCP4_IN_FLIGHT");
    holder.receive(opened.get(1).fd());

    Row row =
        only(
            rows(
                scope.snapshot(Query.of(Kind.TCP)),
                each -> each.inode().equals(OptionalLong.of(opened.get(2).inode()))));
    assertEquals(holder.pid(), row.connection().pid());
    assertEquals(Optional.empty(), row.missingPid());
  }
}
