// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sockscope.AccessDeniedException;
import org.sockscope.Connection;
import org.sockscope.Kind;
import org.sockscope.NoSuchProcessException;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.Sockscope;
import org.sockscope.contract.Feature;
import org.sockscope.contract.Opening;

/**
 * The rows of a process are the machine's rows with its pid, for all processes of this machine,
 * while hundreds of them are there and some open and close sockets all the time.
 */
class HolderPropertyTest {
  private static final int FAMILIES = 50;
  private static final int CHURNING = 8;

  private final HolderWorld world = new HolderWorld();
  private final List<HolderProcess> stable = new ArrayList<>();
  private Sockscope scope;

  /** Families of a parent and two children that share its sockets, one with more of its own. */
  @BeforeEach
  void startProcesses() {
    scope = Sockscope.system();
    Set<Feature> missing = world.missing().keySet();
    List<Opening> openings =
        Stream.of(Opening.values())
            .filter(opening -> opening.needs().stream().noneMatch(missing::contains))
            .toList();
    for (int i = 0; i < FAMILIES; i++) {
      HolderProcess parent = world.start();
      Connection first = parent.open(openings.get(i % openings.size())).get(0);
      parent.dup(first);
      HolderProcess child = parent.fork();
      child.open(openings.get((i + 7) % openings.size()));
      stable.addAll(List.of(parent, child, parent.fork()));
    }
    for (int i = 0; i < CHURNING; i++) {
      HolderProcess churning = world.start();
      churning.open(Opening.UDP4_BOUND);
      churning.churn();
    }
  }

  @AfterEach
  void close() {
    scope.close();
    world.close();
  }

  /** What stays the same while a socket is used: queues fill and empty. */
  private record Held(Connection connection, OptionalLong inode, OptionalLong netns) {
    static Held of(Row row) {
      return new Held(row.connection(), row.inode(), row.netns());
    }
  }

  private Map<Long, Set<Held>> ofMachine(Query query) {
    Map<Long, Set<Held>> rows = new HashMap<>();
    for (Row row : scope.snapshot(query).rows()) {
      rows.computeIfAbsent(row.connection().pid(), pid -> new HashSet<>()).add(Held.of(row));
    }
    return rows;
  }

  private static Set<Long> livingProcesses() throws IOException {
    Set<Long> pids = new HashSet<>();
    try (Stream<Path> files = Files.list(Path.of("/proc"))) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("[0-9]+"))
          .forEach(name -> pids.add(Long.valueOf(name)));
    }
    return pids;
  }

  @Test
  void theRowsOfEveryProcessAreThoseOfTheMachine() throws IOException {
    Set<Long> stablePids = new HashSet<>();
    stable.forEach(holder -> stablePids.add(holder.pid()));
    for (Kind kind : Kind.values()) {
      Query query = Query.of(kind).unbound(true);
      Map<Long, Set<Held>> before = ofMachine(query);
      Map<Long, Set<Held>> ofProcesses = new HashMap<>();
      for (long pid : livingProcesses()) {
        rowsOf(query, pid, ofProcesses);
      }
      Map<Long, Set<Held>> after = ofMachine(query);

      ofProcesses.forEach(
          (pid, rows) -> {
            Set<Held> throughout = new HashSet<>(before.getOrDefault(pid, Set.of()));
            throughout.retainAll(after.getOrDefault(pid, Set.of()));
            assertTrue(
                rows.containsAll(throughout),
                () -> kind + ": process " + pid + " lacks " + without(throughout, rows));
            if (stablePids.contains(pid)) {
              assertEquals(throughout, rows, () -> kind + ": process " + pid);
            }
          });
      assertTrue(ofProcesses.keySet().containsAll(stablePids));
    }
  }

  private void rowsOf(Query query, long pid, Map<Long, Set<Held>> rows) {
    try {
      List<Held> ofProcess =
          scope.process(pid).snapshot(query).rows().stream().map(Held::of).toList();
      Set<Held> distinct = new HashSet<>(ofProcess);
      assertEquals(ofProcess.size(), distinct.size(), () -> "twice the same: " + ofProcess);
      for (Held row : ofProcess) {
        assertEquals(pid, row.connection().pid(), row::toString);
      }
      rows.put(pid, distinct);
    } catch (NoSuchProcessException | AccessDeniedException e) {
      // it ended meanwhile, or may not be read: then nothing is promised
    }
  }

  private static Set<Held> without(Set<Held> rows, Set<Held> others) {
    Set<Held> rest = new HashSet<>(rows);
    rest.removeAll(others);
    return rest;
  }

  /** The kernel's own word on who holds what is the link below /proc/PID/fd. */
  @Test
  void noRowTellsAWrongOwner() throws IOException {
    for (int round = 0; round < 3; round++) {
      Map<Long, Set<Held>> rows = ofMachine(Query.of(Kind.ALL).unbound(true));
      for (HolderProcess holder : stable) {
        Set<Held> shown = rows.getOrDefault(holder.pid(), Set.of());
        Map<Integer, OptionalLong> links = new HashMap<>();
        for (Connection held : holder.held()) {
          links.put(held.fd(), linkedInode(holder.pid(), held.fd()));
        }
        Map<Integer, OptionalLong> told = new HashMap<>();
        shown.forEach(row -> told.put(row.connection().fd(), row.inode()));
        assertEquals(links, told, () -> "process " + holder.pid());
        assertEquals(links.size(), shown.size(), shown::toString);
      }
    }
  }

  private static OptionalLong linkedInode(long pid, int fd) throws IOException {
    String link = Files.readSymbolicLink(Path.of("/proc/" + pid + "/fd/" + fd)).toString();
    return OptionalLong.of(Long.parseLong(link.replaceAll("socket:\\[([0-9]+)]", "$1")));
  }
}
