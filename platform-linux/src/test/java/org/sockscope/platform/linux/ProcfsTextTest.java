// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sockscope.AddressFamily;
import org.sockscope.Connection;
import org.sockscope.Kind;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.Snapshot;
import org.sockscope.Sockscope;
import org.sockscope.Status;
import org.sockscope.UnixEndpoint;
import org.sockscope.contract.Feature;
import org.sockscope.contract.Opening;

/**
 * sock_diag and the text of procfs tell the same of the same sockets, but for:
 *
 * <ul>
 *   <li>the cookie, which the text lacks;
 *   <li>the send queue of a TCP listener, where sock_diag tells how many connections may wait and
 *       the text has 0;
 *   <li>the queues and the user of a UNIX socket, which the text lacks;
 *   <li>the user of a socket without a file, for which the text has 0;
 *   <li>NUL bytes inside of an abstract name, which the text shows as {@code @}, like {@code
 *       path()};
 *   <li>what follows a newline in a UNIX path, which the text can't tell from another line;
 *   <li>TCP sockets that are bound and nothing more, which {@link ProcfsContractTest} names.
 * </ul>
 */
class ProcfsTextTest {
  @Test
  void theSameSocketsGiveTheSameRows() {
    try (HolderWorld world = new HolderWorld();
        Sockscope diag = Method.open(Method.SOCK_DIAG);
        Sockscope text = Method.open(Method.PROCFS)) {
      HolderProcess holder = world.start();
      openAll(world, holder);
      holder.fork();
      for (Kind kind : Kind.values()) {
        Query query = Query.of(kind).process(holder.pid());
        assertSame(diag.snapshot(query).rows(), text.snapshot(query).rows());
      }
      assertSame(ofWorld(diag, holder), ofWorld(text, holder));
    }
  }

  @Test
  void aPathIsShownUpToItsFirstNewlineAndTheAnswerIsNotComplete() {
    try (HolderWorld world = new HolderWorld();
        Sockscope text = Method.open(Method.PROCFS)) {
      HolderProcess holder = world.start();
      String path = world.directory() + "/one\nother";
      int fd = holder.openNamed(path.getBytes(StandardCharsets.UTF_8)).fd();
      Snapshot snapshot = text.snapshot(Query.of(Kind.UNIX).process(holder.pid()));

      assertEquals(1, snapshot.rows().size(), () -> snapshot.rows().toString());
      assertEquals(fd, snapshot.connections().get(0).fd());
      assertEquals(
          new UnixEndpoint(world.directory() + "/one"), snapshot.connections().get(0).laddr());
      assertFalse(snapshot.complete());
      assertEquals(0, snapshot.lost());
    }
  }

  private static void openAll(HolderWorld world, HolderProcess holder) {
    Set<Feature> missing = world.missing().keySet();
    for (Opening opening : Opening.values()) {
      if (opening.needs().stream().noneMatch(missing::contains)) {
        holder.open(opening);
      }
    }
    for (String opening : List.of("TCP4_REQUEST", "TCP4_ORPHAN_FIN_WAIT2", "UNIX_UNACCEPTED")) {
      holder.open(opening);
    }
    holder.openNamed(new byte[] {0, 'p', 0, 't', ' ', '\t', (byte) 0xFF, (byte) holder.pid()});
  }

  /** The rows of the holder, and those without one that are of its connections. */
  private static List<Row> ofWorld(Sockscope scope, HolderProcess holder) {
    List<Row> all = scope.snapshot(Query.of(Kind.ALL)).rows();
    Set<Object> ends =
        all.stream()
            .map(Row::connection)
            .filter(row -> row.pid() == holder.pid())
            .map(Connection::laddr)
            .collect(Collectors.toSet());
    return all.stream()
        .filter(
            row ->
                row.connection().pid() == holder.pid()
                    || (row.connection().pid() == -1
                        && ends.contains(row.connection().laddr())
                        && !row.connection().laddr().toString().isEmpty()))
        .toList();
  }

  private static void assertSame(List<Row> diag, List<Row> text) {
    List<List<Object>> onlyDiag = comparable(diag);
    List<List<Object>> onlyText = comparable(text);
    for (List<Object> row : comparable(diag)) {
      if (onlyText.remove(row)) {
        onlyDiag.remove(row);
      }
    }
    assertEquals(List.of(), onlyDiag, () -> "the text tells instead: " + onlyText);
    assertEquals(List.of(), onlyText, "only the text tells these");
  }

  private static List<List<Object>> comparable(List<Row> rows) {
    return new ArrayList<>(rows.stream().map(ProcfsTextTest::comparable).toList());
  }

  private static List<Object> comparable(Row row) {
    Connection connection = row.connection();
    boolean inet = connection.family() != AddressFamily.AF_UNIX;
    boolean listens = connection.status() == Status.LISTEN;
    boolean hasFile = row.inode().isPresent();
    return Stream.<Object>of(
            connection.pid(),
            connection.fd(),
            connection.family(),
            connection.type(),
            connection.status(),
            connection.laddr().toString(),
            connection.raddr().toString(),
            row.netns(),
            row.inode(),
            row.nativeState(),
            row.processName(),
            row.missingPid(),
            inet ? row.receiveQueue() : OptionalLong.empty(),
            inet && !listens ? row.sendQueue() : OptionalLong.empty(),
            inet && hasFile ? row.uid() : Optional.empty())
        .toList();
  }
}
