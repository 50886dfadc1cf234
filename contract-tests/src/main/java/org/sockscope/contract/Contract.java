// SPDX-License-Identifier: Apache-2.0
package org.sockscope.contract;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.sockscope.Connection;
import org.sockscope.Kind;
import org.sockscope.Sockscope;

/** One topic of the contract: a world and a scope for each test. */
abstract class Contract {
  private final PlatformContract platform;
  final Promises promises;
  World world;
  Sockscope scope;

  Contract(PlatformContract platform) {
    this.platform = platform;
    this.promises = platform.promises();
  }

  @BeforeEach
  void openWorldAndScope() {
    world = platform.world();
    scope = world.openScope();
  }

  @AfterEach
  void closeScopeAndWorld() {
    scope.close();
    world.close();
  }

  /** Skips the test if the world can't do something that it needs. */
  void need(Feature... features) {
    need(List.of(features));
  }

  void need(Collection<Feature> features) {
    Map<Feature, String> missing = world.missing();
    for (Feature feature : features) {
      assumeTrue(
          !missing.containsKey(feature), () -> "needs " + feature + ": " + missing.get(feature));
    }
  }

  /** Skips the test if the system doesn't promise what it is about. */
  void need(Promise promise) {
    assumeTrue(promises.keeps(promise), () -> "the system doesn't promise " + promise);
  }

  void needUnix() {
    need(Feature.UNIX);
    assumeTrue(promises.kinds().contains(Kind.UNIX), "the system doesn't list UNIX sockets");
  }

  /** A new process that holds what these openings give. */
  Holder holderOf(Opening... openings) {
    for (Opening opening : openings) {
      need(opening.needs());
    }
    Holder holder = world.start();
    for (Opening opening : openings) {
      holder.open(opening);
    }
    return holder;
  }

  /** Opens sockets in a process of their own. */
  List<Connection> open(Opening opening) {
    need(opening.needs());
    return world.start().open(opening);
  }

  /** What this world can open, of openings that a test takes as many of as there are. */
  Opening[] possible(Stream<Opening> openings) {
    Set<Feature> missing = world.missing().keySet();
    return openings
        .filter(opening -> opening.needs().stream().noneMatch(missing::contains))
        .toArray(Opening[]::new);
  }

  /** One holder with a socket of each family and type. */
  Holder holderOfEachKind() {
    return holderOf(
        possible(
            Stream.of(
                Opening.TCP4_LISTENER,
                Opening.TCP6_LISTENER,
                Opening.UDP4_BOUND,
                Opening.UDP6_BOUND,
                Opening.UNIX_STREAM_LISTENER,
                Opening.UNIX_DGRAM_BOUND,
                Opening.UNIX_SEQPACKET_LISTENER)));
  }

  /** What the system shows of one process, of the whole machine's rows. */
  List<Connection> systemRowsOf(Kind kind, Holder... holders) {
    return rowsOf(scope.connections(kind), holders);
  }

  static List<Connection> rowsOf(Collection<Connection> rows, Holder... holders) {
    Set<Long> pids = Stream.of(holders).map(Holder::pid).collect(Collectors.toSet());
    return rows.stream().filter(row -> pids.contains(row.pid())).toList();
  }

  /** Fails unless the rows are what the platform should show of the sockets, in any order. */
  void assertShown(Collection<Connection> sockets, Collection<Connection> rows) {
    assertSameRows(promises.shown(sockets), rows);
  }

  static void assertSameRows(Collection<Connection> expected, Collection<Connection> actual) {
    List<Connection> missing = without(expected, actual);
    List<Connection> unexpected = without(actual, expected);
    assertTrue(
        missing.isEmpty() && unexpected.isEmpty(),
        () -> "rows that are missing: " + missing + "; that should not be there: " + unexpected);
  }

  /** Equal rows count: each takes one of its kind away. */
  private static List<Connection> without(
      Collection<Connection> rows, Collection<Connection> others) {
    List<Connection> rest = new ArrayList<>(rows);
    others.forEach(rest::remove);
    return rest;
  }
}
