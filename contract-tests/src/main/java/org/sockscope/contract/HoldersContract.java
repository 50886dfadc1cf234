// SPDX-License-Identifier: Apache-2.0
package org.sockscope.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sockscope.Connection;
import org.sockscope.Kind;
import org.sockscope.Query;

/** One row for each process and descriptor that holds a socket. */
abstract class HoldersContract extends Contract {
  HoldersContract(PlatformContract platform) {
    super(platform);
  }

  @Test
  void aDuplicatedDescriptorIsARowOfItsOwn() {
    need(Feature.DUP);
    Holder holder = holderOf(Opening.TCP4_LISTENER);
    List<Connection> once = holder.held();
    holder.dup(once.get(0));
    List<Connection> listed = promises.keeps(Promise.EVERY_HOLDER) ? holder.held() : once;

    assertShown(listed, scope.process(holder.pid()).connections(Kind.TCP));
    assertShown(listed, systemRowsOf(Kind.TCP, holder));
  }

  @Test
  void aClosedDescriptorIsNoRow() {
    need(Feature.DUP);
    Holder holder = holderOf(Opening.TCP4_LISTENER);
    holder.close(holder.dup(holder.held().get(0)));

    assertEquals(1, holder.held().size());
    assertShown(holder.held(), scope.process(holder.pid()).connections(Kind.TCP));
  }

  @Test
  void aClosedSocketIsNotListed() {
    Holder holder = holderOf(Opening.TCP4_LISTENER, Opening.UDP4_BOUND);
    for (Connection held : holder.held()) {
      holder.close(held);
    }

    assertSameRows(List.of(), scope.process(holder.pid()).connections(Kind.ALL));
    assertSameRows(List.of(), systemRowsOf(Kind.ALL, holder));
  }

  @Test
  void socketsSharedByForkAreListedUnderBothProcesses() {
    need(Feature.FORK);
    need(Promise.EVERY_HOLDER);
    Holder parent = holderOfEachKind();
    Holder child = parent.fork();

    assertShown(parent.held(), scope.process(parent.pid()).connections(Kind.ALL));
    assertShown(child.held(), scope.process(child.pid()).connections(Kind.ALL));
    assertShown(heldBy(parent, child), systemRowsOf(Kind.ALL, parent, child));
  }

  @Test
  void aSharedListenerIsFoundByItsPortUnderEveryHolderThatIsTold() {
    need(Feature.FORK);
    Holder parent = holderOf(Opening.TCP4_LISTENER);
    Holder child = parent.fork();
    List<Connection> listed =
        promises.keeps(Promise.EVERY_HOLDER) ? heldBy(parent, child) : parent.held();
    Query query = Query.of(Kind.TCP).localPort(onlyPortOf(parent));

    assertShown(listed, rowsOf(scope.snapshot(query).connections(), parent, child));
  }

  @Test
  void anyHolderGivesAtLeastOneOfThem() {
    need(Feature.FORK);
    Holder parent = holderOf(Opening.TCP4_LISTENER);
    Holder child = parent.fork();
    Query query = Query.of(Kind.TCP).localPort(onlyPortOf(parent)).anyHolder();

    List<Connection> rows = rowsOf(scope.snapshot(query).connections(), parent, child);

    assertTrue(!rows.isEmpty(), "the shared listener has no row");
    assertTrue(promises.shown(heldBy(parent, child)).containsAll(rows), rows::toString);
  }

  @Test
  void aSharedSocketStaysWithTheProcessThatIsLeft() {
    need(Feature.FORK);
    Holder parent = holderOf(Opening.TCP4_LISTENER);
    Holder child = parent.fork();
    child.end();

    assertShown(parent.held(), systemRowsOf(Kind.TCP, parent, child));
  }

  @Test
  void aForkedProcessMayOpenMoreOfItsOwn() {
    need(Feature.FORK);
    need(Promise.EVERY_HOLDER);
    Holder parent = holderOf(Opening.TCP4_LISTENER);
    Holder child = parent.fork();
    child.open(Opening.UDP4_BOUND);

    assertShown(parent.held(), scope.process(parent.pid()).connections(Kind.ALL));
    assertShown(child.held(), scope.process(child.pid()).connections(Kind.ALL));
  }

  @Test
  void tenProcessesEachHaveTheirOwn() {
    Opening[] some =
        possible(
            Stream.of(
                Opening.TCP4_LISTENER,
                Opening.TCP6_CONNECTION,
                Opening.UDP4_BOUND,
                Opening.UDP6_BOUND,
                Opening.UNIX_STREAM_LISTENER,
                Opening.UNIX_STREAM_PAIR));
    Holder[] holders = Stream.generate(() -> holderOf(some)).limit(10).toArray(Holder[]::new);
    List<Connection> machine = systemRowsOf(Kind.ALL, holders);

    for (Holder holder : holders) {
      assertShown(holder.held(), rowsOf(machine, holder));
      assertShown(holder.held(), scope.process(holder.pid()).connections(Kind.ALL));
    }
    assertShown(heldBy(holders), machine);
  }

  @Test
  void twoListenersOnOneAddressAreTwoRows() {
    Holder holder = holderOf(Opening.TCP4_TWO_LISTENERS);

    List<Connection> rows = scope.process(holder.pid()).connections(Kind.TCP);

    assertEquals(2, rows.size(), rows::toString);
    assertEquals(rows.get(0).laddr(), rows.get(1).laddr());
    assertShown(holder.held(), rows);
  }

  @Test
  void theRowsOfAProcessAreThoseOfTheMachineWithItsPid() {
    Holder holder = holderOf(possible(Stream.of(Opening.values())));
    for (Kind kind : promises.kinds()) {
      assertSameRows(systemRowsOf(kind, holder), scope.process(holder.pid()).connections(kind));
    }
  }

  private static int onlyPortOf(Holder holder) {
    Set<Integer> ports = holder.held().stream().map(Ends::localPort).collect(Collectors.toSet());
    assertEquals(1, ports.size(), ports::toString);
    return ports.iterator().next();
  }

  private static List<Connection> heldBy(Holder... holders) {
    List<Connection> held = new ArrayList<>();
    for (Holder holder : holders) {
      held.addAll(holder.held());
    }
    return held;
  }
}
