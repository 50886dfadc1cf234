// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.bsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sockscope.Connection;
import org.sockscope.Kind;
import org.sockscope.MissingPid;
import org.sockscope.NoEndpoint;
import org.sockscope.PidKind;
import org.sockscope.Row;
import org.sockscope.Snapshot;
import org.sockscope.SocketType;
import org.sockscope.Status;
import org.sockscope.SystemCallException;
import org.sockscope.UnixEndpoint;
import org.sockscope.contract.Scenario;

/** What the three systems answer alike; each has a subclass. */
abstract class CommonQueries extends BsdQueries {
  private static final String SHARED =
      """
      process 100 parent
      process 101 child
      tcp4 1 1 127.0.0.1 8080 0.0.0.0 0
      tcp6 2 4 ::1 443 ::1 50000
      udp4 3 0.0.0.0 53 0.0.0.0 0
      unix 4 stream /run/a -
      holds 100 3 1
      holds 100 4 1
      holds 101 3 1
      holds 101 9 2
      holds 100 5 3
      holds 101 6 4
      """;

  private final boolean promisesFd;

  CommonQueries(String system, boolean promisesFd) {
    super(system);
    this.promisesFd = promisesFd;
  }

  private static String holder(Row row) {
    return row.connection().pid() + " " + descriptor(row);
  }

  private static Set<String> holdersOfListener(Snapshot snapshot) {
    List<String> holders =
        snapshot.rows().stream()
            .filter(row -> row.connection().status() == Status.LISTEN)
            .map(CommonQueries::holder)
            .toList();
    assertEquals(holders.size(), new HashSet<>(holders).size(), holders::toString);
    return Set.copyOf(holders);
  }

  @Test
  void aSharedListenerIsARowOfEachHolderAndDescriptor() {
    Snapshot machine = machine(SHARED);

    assertEquals(Set.of("100 3", "100 4", "101 3"), holdersOfListener(machine));
    assertEquals(Set.of("100 3", "100 4"), holdersOfListener(process(100, SHARED)));
    assertEquals(Set.of("101 3"), holdersOfListener(process(101, SHARED)));
    assertEquals(6, machine.rows().size());
    assertTrue(machine.complete());
  }

  @Test
  void theDescriptorIsWhereThePromiseSays() {
    for (Snapshot snapshot : List.of(machine(SERVER), process(100, SERVER))) {
      Row row = only(snapshot.rows());
      assertEquals(promisesFd ? 3 : -1, row.connection().fd());
      assertEquals(promisesFd ? OptionalInt.empty() : OptionalInt.of(3), row.nativeFd());
    }
  }

  @Test
  void theFieldsOfARow() {
    Row row =
        only(
            machine(
                    """
                    process 100 my\\20server
                    tcp4 1 4 127.0.0.1 8080 127.0.0.1 40000 receive=4294967295 send=7
                    holds 100 3 1
                    """)
                .rows());

    assertEquals(Status.ESTABLISHED, row.connection().status());
    assertEquals(Optional.of("TCPS_ESTABLISHED"), row.nativeState());
    assertEquals(OptionalLong.of(4294967295L), row.receiveQueue());
    assertEquals(OptionalLong.of(7), row.sendQueue());
    assertEquals(Optional.of("my server"), row.processName());
    assertEquals(Optional.of(PidKind.HOLDER), row.pidKind());
    assertEquals(Optional.empty(), row.missingPid());
    for (OptionalLong absent : List.of(row.netns(), row.inode(), row.cookie(), row.lastUser())) {
      assertEquals(OptionalLong.empty(), absent);
    }
  }

  @Test
  void aStateThatIsNotKnownIsNoneAndTheRowStays() {
    String scenario =
        """
        process 100 server
        tcp4 1 77 127.0.0.1 8080 127.0.0.1 40000
        holds 100 3 1
        """;
    for (Snapshot snapshot : List.of(machine(scenario), process(100, scenario))) {
      Row row = only(snapshot.rows());
      assertEquals(Status.NONE, row.connection().status());
      assertEquals(Optional.of("77"), row.nativeState());
    }
  }

  /** The kernel says so of the first, and of the others every process could be read. */
  @Test
  void socketsWithoutAHolderAreTold() {
    Snapshot snapshot =
        machine(
            SERVER
                + """
                tcp4 2 10 127.0.0.1 8080 127.0.0.1 40001 orphan=1
                tcp4 3 4 10.0.0.1 900 10.0.0.2 2049
                udp4 4 0.0.0.0 2049 0.0.0.0 0
                """);

    assertEquals(4, snapshot.rows().size());
    assertTrue(snapshot.complete());
    for (Row row : snapshot.rows()) {
      if (row.connection().status() == Status.LISTEN) {
        assertIsServer(row);
      } else {
        assertNobodys(MissingPid.NONE, row);
      }
    }
  }

  @Test
  void seqpacketIsAKindOfUnixSocket() {
    String scenario = "process 100 a\nunix 1 seqpacket /run/a -\nholds 100 3 1\n";
    Scenario.write(scenario);

    Connection row = only(scope.connections(Kind.UNIX));

    assertEquals(SocketType.SOCK_SEQPACKET, row.type());
    assertEquals(List.of(row), scope.process(100).connections(Kind.UNIX));
  }

  @Test
  void otherFamiliesAndProtocolsAreNotListed() {
    String others = "other 2 17 3 0\nother 3 2 3 1\nother 4 2 5 132\n";
    String scenario = SERVER + others + "holds 100 4 2\nholds 100 5 3\nholds 100 6 4\n";

    assertIsServer(machine(scenario));
    assertIsServer(process(100, scenario));
  }

  @Test
  void aProcessWithoutSocketsHasAnEmptyList() {
    Snapshot snapshot = process(100, "process 100 a\nopens 100 3\n");

    assertEquals(List.of(), snapshot.rows());
    assertTrue(snapshot.complete());
  }

  /** Each with an address of its own, which tells the descriptor that it must have. */
  @Test
  void ofAHundredThousandSocketsNoneIsLost() {
    String scenario = "process 100 server\nmany 100000 100\n";
    for (Snapshot snapshot : List.of(machine(scenario), process(100, scenario))) {
      Set<Integer> indices = new HashSet<>();
      for (Row row : snapshot.rows()) {
        int index = descriptor(row) - 1000;
        indices.add(index);
        assertEquals(
            "0.%d.%d.%d 9".formatted(index >> 16, index >> 8 & 255, index & 255),
            local(row.connection()));
        assertEquals(100, row.connection().pid());
        assertEquals(NoEndpoint.INSTANCE, row.connection().raddr());
      }
      assertEquals(IntStream.range(0, 100_000).boxed().collect(Collectors.toSet()), indices);
      assertEquals(100_000, snapshot.rows().size());
      assertTrue(snapshot.complete());
    }
  }

  private static Map<String, Long> rows(Snapshot snapshot) {
    return snapshot.rows().stream()
        .map(row -> holder(row) + " " + row.connection() + " " + row.processName())
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  @Test
  void twoThreadsAtOnceGetWhatOneGets() throws Exception {
    Map<String, Long> machine = rows(machine(SHARED));
    Map<String, Long> process = rows(process(100, SHARED));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Callable<Void> reader =
          () -> {
            for (int i = 0; i < 200; i++) {
              assertEquals(machine, rows(scope.snapshot(EVERYTHING)));
              assertEquals(process, rows(scope.process(100).snapshot(EVERYTHING)));
            }
            return null;
          };
      for (Future<Void> future : threads.invokeAll(List.of(reader, reader))) {
        future.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(6, machine.size());
    assertEquals(3, process.size());
  }

  /** One after the other, until there is none left to fail. */
  @Test
  void anAllocationThatFailsIsAnExceptionAndNoShorterList() {
    Map<String, Long> whole = rows(machine(SHARED));
    int failures = 0;
    while (failures < 1000) {
      String scarce = SHARED + "memory " + (failures + 1) + "\n";
      try {
        assertEquals(whole, rows(machine(scarce)));
        break;
      } catch (SystemCallException failure) {
        assertFailed("malloc", ENOMEM, failure);
        failures++;
      }
    }
    assertTrue(failures > 2 && failures < 1000, "failed " + failures + " times");
  }

  @Test
  void aUnixEndWithoutANameIsUnnamed() {
    Row row = only(machine("process 100 a\nunix 1 dgram - -\nholds 100 3 1\n").rows());

    assertEquals(UnixEndpoint.UNNAMED, row.connection().laddr());
    assertEquals(UnixEndpoint.UNNAMED, row.connection().raddr());
  }
}
