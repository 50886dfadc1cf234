// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sockscope.Connection;
import org.sockscope.Kind;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.Sockscope;
import org.sockscope.contract.Feature;
import org.sockscope.contract.Opening;

/**
 * Sockscope and psutil tell the same of the same sockets, but for what {@link PsutilDifference}
 * explains.
 */
class PsutilComparisonTest {
  private static final Set<PsutilDifference> ALWAYS_SEEN =
      EnumSet.of(PsutilDifference.ONE_HOLDER, PsutilDifference.BLANK_IN_NAME);

  @TempDir private Path temp;
  private final Set<PsutilDifference> seen = EnumSet.noneOf(PsutilDifference.class);
  private final List<String> unexplained = new ArrayList<>();

  @Test
  void ofEachProcessAndKindTheRowsAreTheSame() throws IOException {
    try (Psutil psutil = new Psutil();
        HolderWorld world = new HolderWorld();
        Sockscope scope = Sockscope.system();
        ServerSocketChannel named = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      named.bind(nameWithBlanks());
      for (long pid : processes(world)) {
        for (Kind kind : Kind.values()) {
          List<Row> rows = scope.snapshot(Query.of(kind).process(pid)).rows();
          List<Connection> told = psutil.connections(pid, kind);
          compare(pid + " " + kind + ": ", rows, rows, told, told);
        }
      }
    }

    assertEquals(List.of(), unexplained);
    assertEquals(ALWAYS_SEEN, seen);
  }

  /** Each is read twice, by turns: what was there throughout must be in what is read in between. */
  @Test
  void ofTheWholeMachineTheRowsAreTheSame() throws IOException {
    try (Psutil psutil = new Psutil();
        HolderWorld world = new HolderWorld();
        Sockscope scope = Sockscope.system();
        ServerSocketChannel named = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      named.bind(nameWithBlanks());
      List<Long> pids = processes(world);
      Set<Connection> toldBefore = Set.copyOf(psutil.connections(Psutil.MACHINE, Kind.ALL));
      List<Row> rows = scope.snapshot(Query.of(Kind.ALL)).rows();
      List<Connection> told = psutil.connections(Psutil.MACHINE, Kind.ALL);
      Set<Connection> after = Set.copyOf(scope.connections(Kind.ALL));

      compare(
          "",
          rows,
          rows.stream().filter(row -> after.contains(row.connection())).toList(),
          told,
          told.stream().filter(toldBefore::contains).toList());
      assertTrue(told.stream().anyMatch(row -> pids.contains(row.pid())), told::toString);
    }

    assertEquals(List.of(), unexplained);
    assertTrue(seen.containsAll(ALWAYS_SEEN), seen::toString);
  }

  private UnixDomainSocketAddress nameWithBlanks() {
    return UnixDomainSocketAddress.of(temp.resolve("with blanks in it"));
  }

  /** One that holds sockets of every sort, another that shares them, and this one. */
  private static List<Long> processes(HolderWorld world) {
    Set<Feature> missing = world.missing().keySet();
    HolderProcess holder = world.start();
    for (Opening opening : Opening.values()) {
      if (opening.needs().stream().noneMatch(missing::contains)) {
        holder.open(opening);
      }
    }
    holder.dup(holder.open(Opening.TCP4_LISTENER).get(0));
    holder.dup(holder.open(Opening.UNIX_STREAM_LISTENER).get(0));
    return List.of(holder.pid(), holder.fork().pid(), ProcessHandle.current().pid());
  }

  /**
   * Notes what is different.
   *
   * @param rows all of ours
   * @param lasting those of ours that psutil must tell
   * @param told all that psutil tells
   * @param lastingTold what of it must be ours
   */
  private void compare(
      String name,
      List<Row> rows,
      List<Row> lasting,
      List<Connection> told,
      List<Connection> lastingTold) {
    PsutilDifference.Answers answers = new PsutilDifference.Answers(rows, told);
    Set<Connection> once = new HashSet<>();
    for (Row row : lasting) {
      if (!once.add(row.connection()) || !answers.isTold(row.connection())) {
        note(
            name + "psutil lacks " + row,
            Stream.of(PsutilDifference.values())
                .filter(difference -> difference.explainsLost(row, answers))
                .findFirst());
      }
    }
    Set<Connection> ours =
        rows.stream().map(Row::connection).map(PsutilDifference::inText).collect(toSet());
    for (Connection row : lastingTold) {
      if (!ours.contains(row)) {
        note(
            name + "psutil adds " + row,
            Stream.of(PsutilDifference.values())
                .filter(difference -> difference.explainsAdded(row, answers))
                .findFirst());
      }
    }
  }

  private void note(String difference, Optional<PsutilDifference> explanation) {
    explanation.ifPresentOrElse(seen::add, () -> unexplained.add(difference));
  }
}
