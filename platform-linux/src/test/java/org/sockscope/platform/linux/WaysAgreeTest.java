// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sockscope.AddressFamily;
import org.sockscope.Connection;
import org.sockscope.InetEndpoint;
import org.sockscope.Kind;
import org.sockscope.MissingPid;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.Sockscope;
import org.sockscope.Status;
import org.sockscope.contract.Feature;
import org.sockscope.contract.Opening;

/**
 * BPF and sock_diag tell the same of the same sockets, in every member of a row: thousands of them,
 * of every kind, in several namespaces, while others come and go.
 */
class WaysAgreeTest {
  private static final List<String> LINUX_OPENINGS =
      List.of(
          "TCP4_REQUEST",
          "TCP4_ORPHAN_FIN_WAIT1",
          "TCP4_ORPHAN_FIN_WAIT2",
          "TCP4_IN_FLIGHT",
          "UNIX_IN_FLIGHT",
          "UNIX_UNREAD",
          "UNIX_UNACCEPTED");

  private static final int MANY = 500;

  private final HolderWorld world = new HolderWorld();
  private final List<HolderProcess> holders = new ArrayList<>();
  private Sockscope bpf;
  private Sockscope sockDiag;

  @BeforeEach
  void openScopes() {
    Method.assumeBpf();
    bpf = Method.open(Method.BPF);
    sockDiag = Method.open(Method.SOCK_DIAG);
  }

  @AfterEach
  void close() {
    if (bpf != null) {
      bpf.close();
      sockDiag.close();
    }
    world.close();
  }

  static Stream<Query> queries() {
    return Stream.of(
        Query.of(Kind.ALL),
        Query.of(Kind.ALL).unbound(true),
        Query.of(Kind.INET6),
        Query.of(Kind.UNIX),
        Query.of(Kind.TCP).status(Status.LISTEN, Status.CLOSE_WAIT),
        Query.of(Kind.TCP).status(Status.CLOSE, Status.BOUND).unbound(true),
        Query.of(Kind.INET).status(Status.NONE));
  }

  /** One with all that there is, one in a namespace, one that shares with a child, one of many. */
  private void openEverything() {
    Set<Feature> missing = world.missing().keySet();
    HolderProcess all = start();
    HolderProcess elsewhere = start();
    elsewhere.enterNetns();
    for (Opening opening : Opening.values()) {
      if (opening.needs().stream().noneMatch(missing::contains)) {
        all.open(opening);
        elsewhere.open(opening);
      }
    }
    LINUX_OPENINGS.forEach(all::open);
    all.openOtherKinds();
    all.openInThread(Opening.UDP4_BOUND);
    all.openNamed(new byte[] {0, 'a', 0, 'b', 0});
    HolderProcess parent = start();
    Connection shared = parent.open(Opening.TCP4_LISTENER).get(0);
    parent.dup(shared);
    HolderProcess child = parent.fork();
    holders.add(child);
    child.enterNetns();
    child.open(Opening.TCP6_CONNECTION);
    HolderProcess many = start();
    many.openMany(MANY, Opening.TCP4_CONNECTION);
    many.openMany(MANY, Opening.UDP4_BOUND);
    many.openMany(MANY, Opening.UNIX_STREAM_PAIR);
  }

  private HolderProcess start() {
    HolderProcess holder = world.start();
    holders.add(holder);
    return holder;
  }

  private static List<Row> read(Sockscope scope, Query query) {
    return scope.snapshot(query).rows();
  }

  /** How often there is each. */
  private static Map<Row, Integer> counts(List<Row> rows) {
    Map<Row, Integer> counts = new HashMap<>();
    rows.forEach(row -> counts.merge(row, 1, Integer::sum));
    return counts;
  }

  /** What two reads of one way have both, and the read of the other way between them lacks. */
  private static List<Row> missing(List<Row> before, List<Row> between, List<Row> after) {
    Map<Row, Integer> others = counts(between);
    Map<Row, Integer> later = counts(after);
    List<Row> missing = new ArrayList<>();
    counts(before)
        .forEach(
            (row, count) -> {
              int stable = Math.min(count, later.getOrDefault(row, 0));
              if (others.getOrDefault(row, 0) < stable) {
                missing.add(row);
              }
            });
    return missing;
  }

  @ParameterizedTest
  @MethodSource("queries")
  void ofTheMachineWhileSocketsComeAndGo(Query query) {
    openEverything();
    world.start().churn();

    assertAgree(scope -> read(scope, query));
  }

  /** Reads by turns; what is the same before and after must be in what the other way reads. */
  private void assertAgree(Function<Sockscope, List<Row>> reader) {
    List<Row> bpfBefore = reader.apply(bpf);
    List<Row> sockDiagBefore = reader.apply(sockDiag);
    List<Row> bpfAfter = reader.apply(bpf);
    List<Row> sockDiagAfter = reader.apply(sockDiag);
    assertEquals(List.of(), missing(bpfBefore, sockDiagBefore, bpfAfter), "by BPF only");
    assertEquals(List.of(), missing(sockDiagBefore, bpfAfter, sockDiagAfter), "by sock_diag only");
  }

  @Test
  void thereAreThousandsOfEveryKind() {
    openEverything();

    List<Row> rows = read(bpf, Query.of(Kind.ALL));

    assertTrue(rows.size() > 4 * MANY, () -> rows.size() + " rows");
    for (AddressFamily family : AddressFamily.values()) {
      assertTrue(
          rows.stream().anyMatch(row -> row.connection().family() == family), family::toString);
    }
    for (Status status :
        Set.of(Status.LISTEN, Status.ESTABLISHED, Status.TIME_WAIT, Status.CLOSE_WAIT)) {
      assertTrue(
          rows.stream().anyMatch(row -> row.connection().status() == status), status::toString);
    }
    assertTrue(
        rows.stream().anyMatch(row -> row.missingPid().filter(MissingPid.NONE::equals).isPresent()),
        "a socket without holder");
    assertTrue(
        rows.stream().map(Row::netns).distinct().count() > 2, "sockets of several namespaces");
  }

  @ParameterizedTest
  @MethodSource("queries")
  void ofEachProcess(Query query) {
    openEverything();

    for (HolderProcess holder : holders) {
      assertAgree(scope -> scope.process(holder.pid()).snapshot(query).rows());
    }
  }

  @Test
  void ofOnePort() {
    openEverything();
    Connection listener = start().open(Opening.TCP4_LISTENER).get(0);
    int port = ((InetEndpoint) listener.laddr()).port();
    // A connection of another test may have had this port, and be in TIME_WAIT.
    Query ofListener = Query.of(Kind.TCP4).status(Status.LISTEN).localPort(port);
    for (Query query : List.of(ofListener, ofListener.anyHolder())) {
      List<Row> rows = read(bpf, query);
      assertEquals(1, rows.size(), rows::toString);
      assertEquals(counts(read(sockDiag, query)), counts(rows));
    }
  }

  @Test
  void ofWhatCannotBeRead() {
    assertEquals(
        sockDiag.snapshot(Query.of(Kind.ALL)).unreadable(),
        bpf.snapshot(Query.of(Kind.ALL)).unreadable());
  }
}
