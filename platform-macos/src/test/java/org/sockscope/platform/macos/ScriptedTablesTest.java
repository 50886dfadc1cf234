// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.macos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockscope.AddressFamily;
import org.sockscope.Connection;
import org.sockscope.Kind;
import org.sockscope.MissingPid;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.Snapshot;
import org.sockscope.Status;
import org.sockscope.contract.Scenario;

/** The tables that netstat reads: those that are missing, cut off, or of a later system. */
class ScriptedTablesTest extends MacosQueries {
  private static final String TCP = "net.inet.tcp.pcblist_n";
  private static final String UDP = "net.inet.udp.pcblist_n";
  private static final String STREAM = "net.local.stream.pcblist_n";
  private static final String DGRAM = "net.local.dgram.pcblist_n";

  /** A process with a socket in each table, and one that may not be read with the same. */
  private static final String ONE_OF_EACH =
      SERVER
          + """
          fd 100 4 2
          fd 100 5 3
          fd 100 6 4
          udp6 2 ::1 8081 :: 0
          unix 3 stream /run/a -
          unix 4 dgram /run/b -
          process 300 uid=0
          fd 300 3 11
          fd 300 4 12
          fd 300 5 13
          fd 300 6 14
          tcp4 11 1 127.0.0.1 9080 0.0.0.0 0
          udp6 12 ::1 9081 :: 0
          unix 13 stream /run/c -
          unix 14 dgram /run/d -
          """;

  /** All is complete if nothing goes wrong: every process may be read. */
  private static final String ALL_READABLE = SERVER + "udp4 9 127.0.0.1 9999 0.0.0.0 0 nofdref\n";

  private static List<Connection> heldBy(long pid, Snapshot snapshot) {
    return snapshot.connections().stream().filter(row -> row.pid() == pid).toList();
  }

  @Nested
  class ThatAreMissing {
    @ParameterizedTest
    @CsvSource({
      TCP + ", ENOENT",
      UDP + ", EPERM",
      STREAM + ", EPERM",
      DGRAM + ", EPERM",
      TCP + ", ENOMEM"
    })
    void whatLibprocToldStands(String table, String errno) {
      Snapshot snapshot = machine(ONE_OF_EACH + "fault sysctl " + table + " " + errno + "\n");

      assertEquals(4, heldBy(100, snapshot).size());
      assertEquals(3, heldBy(-1, snapshot).size());
      assertFalse(snapshot.complete());
      assertEquals("libproc, sysctl", snapshot.method());
    }

    /** macOS 11 and 12 have others for UNIX sockets, which don't tell who used one. */
    @Test
    void olderOnesAreAsked() {
      Snapshot snapshot = machine("macos 11\n" + ONE_OF_EACH);
      List<Row> unix =
          snapshot.rows().stream()
              .filter(row -> row.connection().pid() == -1)
              .filter(row -> row.connection().family() == AddressFamily.AF_UNIX)
              .toList();

      assertEquals(4, heldBy(-1, snapshot).size());
      assertEquals(2, unix.size());
      assertTrue(unix.stream().allMatch(row -> row.lastUser().isEmpty()));
    }

    @Test
    void ofAllOfThemAlso() {
      StringBuilder scenario = new StringBuilder(ONE_OF_EACH);
      for (String table : List.of(TCP, UDP, STREAM, DGRAM)) {
        scenario.append("fault sysctl ").append(table).append(" EPERM\n");
      }
      Snapshot snapshot = machine(scenario.toString());

      assertEquals(4, snapshot.rows().size());
      assertEquals(4, heldBy(100, snapshot).size());
      assertFalse(snapshot.complete());
      assertEquals("libproc", snapshot.method());
    }

    @Test
    void theSnapshotIsPartialAlsoIfEveryProcessWasRead() {
      assertTrue(machine(ALL_READABLE).complete());
      Snapshot snapshot = machine(ALL_READABLE + "fault sysctl " + UDP + " EPERM\n");

      assertIsServer(only(snapshot.connections()));
      assertEquals(Set.of(), snapshot.unreadable());
      assertFalse(snapshot.complete());
    }

    @ParameterizedTest
    @CsvSource({"TCP, " + TCP, "UDP, " + UDP, "UDP6, " + UDP})
    void thoseThatAreNotNeededAreNotAskedFor(Kind kind, String needed) {
      StringBuilder scenario = new StringBuilder(ALL_READABLE);
      for (String table : List.of(TCP, UDP, STREAM, DGRAM)) {
        if (!table.equals(needed)) {
          scenario.append("fault sysctl ").append(table).append(" EPERM\n");
        }
      }
      Scenario.write(scenario.toString());

      assertTrue(scope.snapshot(Query.of(kind)).complete());
    }

    @Test
    void oneThatIsMissingTheSecondTimeMakesNothingGone() {
      Snapshot snapshot =
          machine(
              """
              process 100
              udp4 1 127.0.0.1 8080 0.0.0.0 0
              changes-after listpids -
              round
              process 100
              udp4 1 127.0.0.1 8080 0.0.0.0 0
              fault sysctl net.inet.udp.pcblist_n EPERM
              """);
      Row row = only(snapshot.rows());

      assertEquals(Optional.of(MissingPid.NONE), row.missingPid());
      assertFalse(snapshot.complete());
    }
  }

  @Nested
  class OfAnotherSystem {
    private void assertAllThere(String change) {
      Snapshot snapshot = machine(ALL_READABLE + change);

      assertIsServer(rowOfPort(snapshot, 8080).connection());
      assertEquals(2, snapshot.rows().size());
      assertEquals(-1, rowOfPort(snapshot, 9999).connection().pid());
      assertTrue(snapshot.complete());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "record 0x400 8",
          "record 0x40 9",
          "record 0x80000000 24",
          "record 0 31",
          "record 0x8 2000"
        })
    void recordsOfUnknownKindsArePassedOver(String record) {
      assertAllThere(record + "\n");
    }

    @Test
    void severalOfThemAlso() {
      assertAllThere("record 0x400 8\nrecord 0x800 12\nrecord 0x1000 100\n");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"1 97", "1 112", "1 1000", "2 40", "4 333", "8 16", "16 200", "32 64", "32 999"})
    void recordsThatAreLongerAreUnderstood(String kindAndSize) {
      assertAllThere("resize " + kindAndSize + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2 0", "4 0", "8 0", "2 8", "4 16"})
    void withoutQueuesThereIsTheRest(String kindAndSize) {
      Snapshot snapshot = machine(ALL_READABLE + "resize " + kindAndSize + "\n");

      assertIsServer(rowOfPort(snapshot, 8080).connection());
      assertEquals(2, snapshot.rows().size());
    }

    /** What a row is made of is missing, or too short for it. */
    @ParameterizedTest
    @ValueSource(strings = {"1 0", "1 8", "1 60", "16 0", "16 8", "16 79", "32 0", "32 36"})
    void whatCannotBeUnderstoodIsNotTakenForNothing(String kindAndSize) {
      Snapshot snapshot = machine(ALL_READABLE + "resize " + kindAndSize + "\n");

      assertIsServer(only(heldBy(100, snapshot)));
      assertFalse(snapshot.complete());
    }

    /** So short that it has no kind, or none that could be gone past. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 7})
    void aRecordThatCannotBeGonePastEndsTheTable(int size) {
      Snapshot snapshot = machine(ALL_READABLE + "record 0x400 " + size + "\n");

      assertIsServer(only(heldBy(100, snapshot)));
      assertFalse(snapshot.complete());
    }
  }

  @Nested
  class CutOff {
    /** Wherever it is, what libproc told stands, and it is noticed. */
    @ParameterizedTest
    @ValueSource(strings = {TCP, UDP, STREAM, DGRAM})
    void anywhere(String table) {
      for (int cut = 1; cut <= 840; cut += 13) {
        Snapshot snapshot = machine(ONE_OF_EACH + "cut " + table + " " + cut + "\n");
        List<Connection> held = heldBy(100, snapshot);

        assertEquals(4, held.size(), "cut off " + cut);
        assertIsServer(only(held.stream().filter(row -> row.fd() == 3).toList()));
        assertTrue(Set.of(3, 4).contains(heldBy(-1, snapshot).size()), "cut off " + cut);
      }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 23, 24, 25, 100, 300, 424, 432, 440, 456})
    void isNotComplete(int cut) {
      Snapshot snapshot = machine(ALL_READABLE + "cut " + UDP + " " + cut + "\n");

      assertIsServer(only(heldBy(100, snapshot)));
      assertFalse(snapshot.complete());
    }

    @Test
    void soThatNothingIsLeft() {
      Snapshot snapshot = machine(SERVER + "cut " + DGRAM + " 24\n");

      assertIsServer(only(snapshot.connections()));
      assertFalse(snapshot.complete());
    }
  }

  @Nested
  class ThatGrow {
    @ParameterizedTest
    @ValueSource(strings = {TCP, UDP, STREAM, DGRAM})
    void betweenTheTwoQuestions(String table) {
      Snapshot snapshot = machine(SERVER + "grows " + table + " 40 3\n");

      assertEquals(1 + 3 * 40, snapshot.rows().size());
      assertTrue(snapshot.complete());
    }

    @Test
    void eachTimeThatTheyAreAskedFor() {
      Snapshot snapshot = machine(SERVER + "grows " + TCP + " 1000\n");

      assertIsServer(only(heldBy(100, snapshot)));
      assertTrue(snapshot.rows().size() > 1000);
      assertTrue(snapshot.complete());
    }

    @Test
    void toTwentyThousandSocketsOfAnotherUser() {
      Snapshot snapshot = machine(SERVER + "process 300 uid=0\nmany-fds 300 10 20000\n");
      Set<String> ends = new HashSet<>();
      for (Row row : snapshot.rows()) {
        if (row.connection().pid() == -1) {
          assertEquals(OptionalLong.of(300), row.lastUser());
          ends.add(local(row.connection()));
        }
      }

      assertEquals(20_000, ends.size());
      assertEquals(20_001, snapshot.rows().size());
    }
  }

  @Nested
  class Addresses {
    /** A program's own connections, over an interface that is mapped into it, have no address. */
    @Test
    void thoseOfNoSocketAreNotTakenForOne() {
      List<Row> rows =
          machine(
                  SERVER
                      + """
                      tcp4 2 4 10.0.0.1 5000 10.0.0.2 443 userland last=100
                      tcp6 3 4 fe80::1 5001 fe80::2 443 userland last=100
                      """)
              .rows();

      assertEquals(3, rows.size());
      List<String> ends = new ArrayList<>();
      for (Row row : rows) {
        if (row.connection().pid() == -1) {
          assertEquals(Optional.of(MissingPid.NONE), row.missingPid());
          assertEquals(OptionalLong.of(100), row.lastUser());
          assertEquals(Status.ESTABLISHED, row.connection().status());
          ends.add(local(row.connection()));
        }
      }
      assertEquals(List.of("10.0.0.1 5000", "fe80::1 5001"), ends);
    }
  }
}
