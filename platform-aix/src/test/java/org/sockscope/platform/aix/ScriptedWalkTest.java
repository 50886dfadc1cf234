// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.aix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sockscope.platform.aix.AixScenario.at;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockscope.Connection;
import org.sockscope.InetEndpoint;
import org.sockscope.Kind;
import org.sockscope.Query;
import org.sockscope.Snapshot;
import org.sockscope.UnixEndpoint;
import org.sockscope.contract.Scenario;
import org.sockscope.contract.scripted.ScriptedQueries;

/** The way through the kernel's memory, while it is freed and used again under our hands. */
class ScriptedWalkTest extends ScriptedQueries {
  private static final Query ALL = Query.of(Kind.ALL).unbound(true);

  ScriptedWalkTest() {
    super(ScriptedAix.OS_NAME, ALL);
  }

  private static List<Integer> descriptors(Snapshot snapshot) {
    return snapshot.connections().stream().map(Connection::fd).sorted().toList();
  }

  private static List<Integer> remotePorts(Snapshot snapshot) {
    return snapshot.rows().stream()
        .map(row -> row.connection().raddr())
        .map(end -> ((InetEndpoint) end).port())
        .toList();
  }

  private static void assertWhole(Snapshot snapshot) {
    assertTrue(snapshot.complete());
    assertEquals(0, snapshot.lost());
  }

  private static void assertLost(long sockets, Snapshot snapshot) {
    assertFalse(snapshot.complete());
    assertEquals(sockets, snapshot.lost());
  }

  @ParameterizedTest
  @ValueSource(strings = {"01", "02", "03", "04"})
  void aStructureThatIsFreedMeanwhileCostsNoOtherRow(String region) {
    new AixScenario()
        .process(100)
        .descriptor(100, 3, 1)
        .descriptor(100, 4, 2)
        .connection(1, 1025)
        .connection(2, 1026)
        .line("changes-after %s".formatted(at(region, 1)))
        .round()
        .process(100)
        .descriptor(100, 4, 2)
        .connection(2, 1026)
        .write();

    Snapshot snapshot = scope.snapshot(ALL);

    assertEquals(List.of(4), descriptors(snapshot));
    assertLost(1, snapshot);
  }

  @ParameterizedTest
  @ValueSource(strings = {"01", "02", "03"})
  void aStructureThatIsUsedAgainIsReadAnew(String region) {
    new AixScenario()
        .process(100)
        .descriptor(100, 3, 1)
        .connection(1, 1025)
        .line("changes-after %s".formatted(at(region, 1)))
        .round()
        .process(100)
        .line("file %s %s".formatted(at("01", 1), at("02", 9)))
        .connection(9, 1099)
        .write();

    Snapshot snapshot = scope.snapshot(ALL);

    assertEquals(List.of(1099), remotePorts(snapshot));
    assertWhole(snapshot);
  }

  @Test
  void aSocketOfTwoConnectionsAtOnceIsNeverTold() {
    AixScenario scenario = new AixScenario();
    for (int round = 0; round < 8; round++) {
      int other = round % 2 == 0 ? 1 : 9;
      scenario
          .process(100)
          .descriptor(100, 3, 1)
          .line("file %s %s".formatted(at("01", 1), at("02", other)))
          .connection(other, 1000 + other)
          .line("changes-after %s".formatted(at("03", other)))
          .round();
    }
    scenario.process(100).write();

    Snapshot snapshot = scope.snapshot(ALL);

    assertEquals(List.of(), snapshot.connections());
    assertLost(1, snapshot);
  }

  @Test
  void peersThatPointAtThemselvesOrInACircleEndTheWalk() {
    new AixScenario()
        .process(100)
        .descriptor(100, 3, 1)
        .descriptor(100, 4, 2)
        .descriptor(100, 5, 3)
        .descriptor(100, 6, 4)
        .unix(1, 1)
        .unix(2, 3)
        .unix(3, 4)
        .unix(4, 2)
        .write();

    Snapshot snapshot = scope.snapshot(ALL);

    assertEquals(List.of(3), descriptors(snapshot));
    assertLost(3, snapshot);
  }

  @Test
  void anUnnamedPeerHasNoName() {
    new AixScenario()
        .process(100)
        .descriptor(100, 3, 1)
        .descriptor(100, 4, 2)
        .unix(1, 2)
        .unix(2, 1)
        .write();

    Snapshot snapshot = scope.snapshot(ALL);

    assertEquals(2, snapshot.connections().size());
    for (Connection row : snapshot.connections()) {
      assertEquals(UnixEndpoint.UNNAMED, row.laddr());
      assertEquals(UnixEndpoint.UNNAMED, row.raddr());
    }
    assertWhole(snapshot);
  }

  @ParameterizedTest
  @CsvSource({"01, 20", "01, 0", "02, 8", "03, 100"})
  void whatCanBeReadOnlyInPartCostsItsRow(String region, int size) {
    new AixScenario()
        .process(100)
        .descriptor(100, 3, 1)
        .descriptor(100, 4, 2)
        .connection(1, 1025)
        .connection(2, 1026)
        .line("short %s %d".formatted(at(region, 1), size))
        .write();

    Snapshot snapshot = scope.snapshot(ALL);

    assertEquals(List.of(4), descriptors(snapshot));
    assertLost(1, snapshot);
  }

  @Test
  void aFileThatCanNotBeReadIsLostToEachDescriptorThatRefersToIt() {
    new AixScenario()
        .process(100)
        .descriptor(100, 3, 1)
        .descriptor(100, 4, 2)
        .process(200)
        .descriptor(200, 5, 1)
        .connection(2, 1026)
        .write();

    assertLost(2, scope.snapshot(ALL));
    assertLost(1, scope.process(200).snapshot(ALL));
  }

  /** Which one it would have been can't be told any more. */
  @Test
  void whatWasLostIsCountedAlsoIfAnotherKindIsAskedFor() {
    new AixScenario()
        .process(100)
        .descriptor(100, 3, 1)
        .descriptor(100, 4, 2)
        .connection(2, 1026)
        .write();

    assertLost(1, scope.snapshot(Query.of(Kind.UNIX)));
  }

  /** The socket is there, without its state. */
  @Test
  void aStateThatCanNotBeReadIsNoSocketThatIsLost() {
    new AixScenario()
        .process(100)
        .descriptor(100, 3, 1)
        .connection(1, 1025)
        .line("short %s 0".formatted(at("04", 1)))
        .write();

    Snapshot snapshot = scope.snapshot(ALL);

    assertEquals(List.of(3), descriptors(snapshot));
    assertLost(0, snapshot);
  }

  @Test
  void fortyThousandDescriptorsAreMoreThanTheFirstAnswerHolds() {
    new AixScenario()
        .process(100)
        .line("many 100 40000 0xf200000000000000 %s".formatted(at("02", 1)))
        .connection(1, 1025)
        .write();

    Snapshot snapshot = scope.snapshot(ALL);

    assertEquals(IntStream.range(0, 40_000).boxed().toList(), descriptors(snapshot));
    assertWhole(snapshot);
    assertEquals(40_000, scope.process(100).snapshot(ALL).connections().size());
  }

  /**
   * Structures that refer to each other at random, and to nowhere: there is an answer, of none but
   * descriptors that there are.
   */
  @Test
  void aRandomImageIsSurvived() {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Set<String> descriptors = new HashSet<>();
      Scenario.write(randomImage(random, descriptors));

      Snapshot snapshot = scope.snapshot(ALL);

      long wrong = seed;
      for (Connection row : snapshot.connections()) {
        assertTrue(
            descriptors.contains(row.pid() + " " + row.fd()), () -> "seed " + wrong + ": " + row);
      }
    }
  }

  private static String randomImage(Random random, Set<String> descriptors) {
    StringBuilder lines = new StringBuilder();
    for (int pid = 1; pid <= 3; pid++) {
      lines.append("process %d p state=%d\n".formatted(pid, random.nextInt(7)));
      for (int fd = 0; fd < 8; fd++) {
        descriptors.add(pid + " " + fd);
        lines.append("fd %d %d %s\n".formatted(pid, fd, somewhere(random)));
      }
    }
    for (int i = 0; i < 64; i++) {
      lines.append(structure(random)).append('\n');
    }
    return lines.toString();
  }

  /** One of a few addresses, so that structures find each other; some can be none. */
  private static String somewhere(Random random) {
    return switch (random.nextInt(10)) {
      case 0 -> "0";
      case 1 -> "0x%x".formatted(random.nextLong());
      default -> "0xf100000000%04x".formatted(random.nextInt(24) << 8);
    };
  }

  private static String structure(Random random) {
    String place = somewhere(random);
    String one = somewhere(random);
    String two = somewhere(random);
    String three = somewhere(random);
    int small = random.nextInt(26);
    return switch (random.nextInt(9)) {
      case 0 -> "file %s %s type=%d count=%d".formatted(place, one, 1 + small % 2, small % 4);
      case 1 -> "socket %s %d %s %s".formatted(place, small % 7, one, two);
      case 2 -> "protosw %s %s %d".formatted(place, one, small % 2 == 0 ? 6 : small);
      case 3 -> "domain %s %d".formatted(place, small);
      case 4 -> "inpcb %s %s %s ::1 %d 10.0.0.1 0".formatted(place, one, two, small);
      case 5 -> "tcpcb %s %d".formatted(place, small);
      case 6 -> "unpcb %s %s %s %s".formatted(place, one, two, three);
      case 7 -> "mbuf %s %s %d".formatted(place, one, random.nextInt(2000));
      default -> "name %s /a family=%d".formatted(place, small % 3);
    };
  }
}
