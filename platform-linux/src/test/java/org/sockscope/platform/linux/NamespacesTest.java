// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sockscope.Connection;
import org.sockscope.Kind;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.Sockscope;
import org.sockscope.contract.Opening;

/** Sockets of other network namespaces than that of the process that asks. */
class NamespacesTest {
  private static final int MANY = 100;

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

  private List<Row> ofMachine(long pid) {
    return scope.snapshot(Query.of(Kind.ALL)).rows().stream()
        .filter(row -> row.connection().pid() == pid)
        .toList();
  }

  private List<Row> ofProcess(long pid) {
    return scope.process(pid).snapshot(Query.of(Kind.ALL)).rows();
  }

  private static Set<Connection> connections(List<Row> rows) {
    Set<Connection> connections = new HashSet<>();
    rows.forEach(row -> connections.add(row.connection()));
    return connections;
  }

  private static void assertIn(long netns, List<Row> rows) {
    for (Row row : rows) {
      assertEquals(OptionalLong.of(netns), row.netns(), row::toString);
    }
  }

  private static String netnsOfThisThread() throws IOException {
    return Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net")).toString();
  }

  @Test
  void aProcessAnswersWithTheSocketsOfItsOwn() {
    HolderProcess holder = world.start();
    long netns = holder.enterNetns();
    Set<Connection> held = new HashSet<>(holder.open(Opening.TCP4_CONNECTION));
    held.addAll(holder.open(Opening.UDP4_BOUND));
    holder.open(Opening.UNIX_DGRAM_UNNAMED);
    held.add(holder.openNamed(new byte[] {0, 'n', 's'}));

    List<Row> ofProcess = ofProcess(holder.pid());
    List<Row> ofMachine = ofMachine(holder.pid());

    assertEquals(6, ofProcess.size(), ofProcess::toString);
    assertTrue(connections(ofProcess).containsAll(held), ofProcess::toString);
    assertEquals(connections(ofProcess), connections(ofMachine));
    assertEquals(ofProcess.size(), ofMachine.size());
    assertIn(netns, ofProcess);
    assertIn(netns, ofMachine);
  }

  @Test
  void aSocketStaysInTheNamespaceThatItWasOpenedIn() {
    HolderProcess holder = world.start();
    Connection before = holder.open(Opening.TCP4_LISTENER).get(0);
    long netns = holder.enterNetns();
    Connection after = holder.open(Opening.TCP4_LISTENER).get(0);

    for (List<Row> rows : List.of(ofProcess(holder.pid()), ofMachine(holder.pid()))) {
      assertEquals(Set.of(before, after), connections(rows));
      for (Row row : rows) {
        assertEquals(
            row.connection().equals(after),
            row.netns().equals(OptionalLong.of(netns)),
            row::toString);
      }
    }
  }

  @Test
  void aSocketThatWasHandedOnIsFoundInTheNamespaceOfNeither() {
    HolderProcess holder = world.start();
    long first = holder.enterNetns();
    Connection handedOn = holder.open(Opening.TCP4_LISTENER).get(0);
    HolderProcess child = holder.fork();
    child.enterNetns();
    holder.close(handedOn);

    List<Row> rows = ofProcess(child.pid());
    assertEquals(1, rows.size(), rows::toString);
    assertIn(first, rows);
    assertIn(first, ofMachine(child.pid()));
    assertEquals(1, ofMachine(child.pid()).size());
    assertEquals(List.of(), ofProcess(holder.pid()));
  }

  @Test
  void aHundredOfThemAreAllListed() {
    List<HolderProcess> holders = new ArrayList<>();
    Set<Connection> held = new HashSet<>();
    Set<Long> namespaces = new HashSet<>();
    for (int i = 0; i < MANY; i++) {
      HolderProcess holder = world.start();
      namespaces.add(holder.enterNetns());
      held.addAll(holder.open(Opening.TCP4_CONNECTION));
      holders.add(holder);
    }
    assertEquals(MANY, namespaces.size());

    Set<Connection> listed = new HashSet<>();
    Set<Long> listedNamespaces = new HashSet<>();
    for (Row row : scope.snapshot(Query.of(Kind.TCP)).rows()) {
      if (held.contains(row.connection())) {
        listed.add(row.connection());
        listedNamespaces.add(row.netns().orElseThrow());
      }
    }
    assertEquals(held, listed);
    assertEquals(namespaces, listedNamespaces);
    for (HolderProcess holder : holders) {
      assertEquals(3, ofProcess(holder.pid()).size());
    }
  }

  @Test
  void theThreadThatAsksStaysWhereItIs() throws IOException {
    HolderProcess holder = world.start();
    holder.enterNetns();
    holder.open(Opening.TCP4_LISTENER);
    String before = netnsOfThisThread();

    assertEquals(1, ofProcess(holder.pid()).size());
    assertEquals(before, netnsOfThisThread());
    assertEquals(1, ofMachine(holder.pid()).size());
    assertEquals(before, netnsOfThisThread());
  }

  @Test
  void thatOfAnEndedProcessIsListedNoMore() {
    HolderProcess holder = world.start();
    long netns = holder.enterNetns();
    holder.open(Opening.TCP4_LISTENER);
    holder.end();

    for (Row row : scope.snapshot(Query.of(Kind.ALL)).rows()) {
      assertNotEquals(OptionalLong.of(netns), row.netns(), row::toString);
    }
  }

  /** setns takes rights that only root has; the text below /proc/PID/net takes none. */
  @Test
  void anOrdinaryUserReadsItsOwnOnesAsText() {
    HolderProcess holder = world.start();
    holder.becomeUser(OtherJvm.NOBODY);
    long netns = holder.enterUserns();
    long inode = holder.inodeOf(holder.open(Opening.TCP4_LISTENER).get(0));

    List<OtherJvm.Told> told = OtherJvm.ofNobody().ask(holder.pid(), Questions.MACHINE);

    assertEquals("procfs", told.get(0).detail(), told::toString);
    assertEquals("sock_diag, procfs", told.get(1).detail(), told::toString);
    for (OtherJvm.Told answer : told) {
      List<OtherJvm.Row> rows = answer.rowsOf(inode);
      assertEquals(1, rows.size(), told::toString);
      assertEquals(holder.pid(), rows.get(0).pid());
      assertEquals(netns, rows.get(0).netns());
    }
  }
}
