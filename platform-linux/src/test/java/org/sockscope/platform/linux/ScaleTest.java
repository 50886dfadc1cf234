// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.sockscope.Kind;
import org.sockscope.Query;
import org.sockscope.Snapshot;
import org.sockscope.Sockscope;
import org.sockscope.contract.Opening;

/** Processes with many descriptors, and many sockets: none is lost. */
class ScaleTest {
  private static final int DESCRIPTORS = 100_000;
  private static final int SOCKETS = 50_000;

  /** A process has some descriptors that are none of its sockets. */
  private static final int RESERVED = 64;

  private static final Pattern HARD_LIMIT = Pattern.compile("Max open files +\\S+ +(\\d+)");

  private final HolderWorld world = new HolderWorld();

  @AfterEach
  void close() {
    world.close();
  }

  /** The number of sockets that one process may have, at most those wanted. */
  private static int allowed(int wanted) throws IOException {
    Matcher limit = HARD_LIMIT.matcher(Files.readString(Path.of("/proc/self/limits")));
    return limit.find() ? Math.min(wanted, Integer.parseInt(limit.group(1)) - RESERVED) : wanted;
  }

  @Test
  void allDescriptorsOfAProcessAreRows(TestReporter reporter) throws IOException {
    int count = allowed(DESCRIPTORS);
    reporter.publishEntry(
        "descriptors", count + " of " + DESCRIPTORS + ", as many as the hard limit allows");
    HolderProcess holder = world.start();
    holder.openMany(count, Opening.UNIX_DGRAM_UNNAMED);

    for (String method : List.of(Method.SOCK_DIAG, Method.PROCFS)) {
      try (Sockscope scope = Method.open(method)) {
        Snapshot ofProcess = scope.snapshot(Query.of(Kind.ALL).process(holder.pid()));
        assertEquals(count, descriptors(ofProcess, holder.pid()).size());
        assertEquals(count, ofProcess.rows().size());
        Snapshot ofMachine = scope.snapshot(Query.of(Kind.ALL));
        assertEquals(count, descriptors(ofMachine, holder.pid()).size());
      }
    }
  }

  @Test
  void allSocketsOfTheMachineAreRows() throws IOException {
    List<HolderProcess> holders = new ArrayList<>();
    List<Integer> counts = new ArrayList<>();
    for (int left = SOCKETS; left > 0; left -= counts.get(counts.size() - 1)) {
      HolderProcess holder = world.start();
      int count = Math.min(left, allowed(10_000));
      holder.openMany(count, holders.isEmpty() ? Opening.UDP4_BOUND : Opening.UNIX_DGRAM_UNNAMED);
      holders.add(holder);
      counts.add(count);
    }
    try (Sockscope scope = Sockscope.system()) {
      Snapshot snapshot = scope.snapshot(Query.of(Kind.ALL));
      for (int i = 0; i < holders.size(); i++) {
        assertEquals(counts.get(i), descriptors(snapshot, holders.get(i).pid()).size());
      }
    }
  }

  private static Set<Integer> descriptors(Snapshot snapshot, long pid) {
    Set<Integer> descriptors = new HashSet<>();
    snapshot.connections().stream()
        .filter(row -> row.pid() == pid)
        .forEach(row -> descriptors.add(row.fd()));
    return descriptors;
  }
}
