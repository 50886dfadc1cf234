// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.macos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockscope.AccessDeniedException;
import org.sockscope.Connection;
import org.sockscope.Kind;
import org.sockscope.NoSuchProcessException;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.Snapshot;
import org.sockscope.SystemCallException;
import org.sockscope.ZombieProcessException;
import org.sockscope.contract.Scenario;

/** One process, which goes on while it is read, or may not be. */
class ScriptedProcessTest extends MacosQueries {
  private static final String LISTING = "proc_pidinfo, PROC_PIDLISTFDS";
  private static final String LOOKING = "proc_pidfdinfo, PROC_PIDFDSOCKETINFO";
  private static final String IDENTIFYING = "proc_pidinfo, PROC_PIDTBSDINFO";

  @Nested
  class Descriptors {
    /** The second one is closed, and may be another file, when its socket is asked for. */
    @ParameterizedTest
    @ValueSource(strings = {"EBADF", "ENOTSOCK", "EOPNOTSUPP"})
    void oneThatIsClosedMeanwhileIsPassedOver(String errno) {
      String scenario =
          SERVER
              + """
              fd 100 4 2
              udp4 2 127.0.0.1 8081 0.0.0.0 0
              fault fdinfo 100/4 %s
              """
                  .formatted(errno);

      assertIsServer(only(connections(100, scenario)));
      assertIsServer(rowOfPort(machine(scenario), 8080).connection());
    }

    @Test
    void oneThatIsAnotherFileNowIsPassedOver() {
      List<Connection> rows =
          connections(
              100,
              SERVER
                  + """
                  fd 100 4 1
                  changes-after listfds 100
                  round
                  process 100 name=server
                  fd 100 3 1
                  file 100 4 1
                  tcp4 1 1 127.0.0.1 8080 0.0.0.0 0
                  """);

      assertIsServer(only(rows));
    }

    @Test
    void anyOtherFailureIsAnException() {
      String scenario = SERVER + "fault fdinfo 100/3 EIO\n";

      assertFailed(LOOKING, EIO, failure(SystemCallException.class, 100, scenario));
      SystemCallException failure = machineFailure(scenario);
      assertFailed(LOOKING, EIO, failure);
      assertEquals(OptionalLong.of(100), failure.pid());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 24, 791})
    void aShortAnswerIsAnException(int size) {
      String scenario = SERVER + "short 100/3 " + size + "\n";

      assertFailed(LOOKING, EBADMSG, failure(SystemCallException.class, 100, scenario));
      assertFailed(LOOKING, EBADMSG, machineFailure(scenario));
    }

    @Test
    void otherFilesAreNotAskedForTheirSocket() {
      StringBuilder scenario = new StringBuilder(SERVER);
      for (int type : new int[] {1, 3, 4, 5, 6, 7, 99}) {
        int fd = 10 + type;
        scenario.append("file 100 %d %d\nfault fdinfo 100/%d EIO\n".formatted(fd, type, fd));
      }
      assertIsServer(only(connections(100, scenario.toString())));
    }

    /** Around each size that the list may be read with. */
    @ParameterizedTest
    @ValueSource(ints = {1, 511, 512, 513, 1023, 1024, 1025, 5000})
    void aListThatFillsItsRoomIsReadAgain(int count) {
      String scenario = "process 100\nmany-fds 100 0 " + count + "\n";

      assertEquals(numbers(count), fds(connections(100, scenario)));
      assertEquals(numbers(count), fds(machine(scenario).connections()));
    }

    @Test
    void aListThatGrowsWhileItIsReadIsReadAgain() {
      assertEquals(
          numbers(512),
          fds(connections(100, "process 100\nmany-fds 100 0 512\ngrows listfds/100 600 3\n")));
    }

    @Test
    void whatIsOpenedWhileTheListIsReadAgainIsThere() {
      assertEquals(
          numbers(3000),
          fds(
              connections(
                  100,
                  """
                  process 100
                  many-fds 100 0 600
                  changes-after listfds 100
                  round
                  process 100
                  many-fds 100 0 3000
                  """)));
    }

    @Test
    void sixtyThousandAreSixtyThousandRows() {
      String scenario = "process 100\nmany-fds 100 10 60000\n";
      List<Connection> rows = connections(100, scenario);
      Snapshot machine = machine(scenario);

      assertEquals(60_000, fds(rows).size());
      for (Connection row : rows) {
        assertEquals("0.0.%d.%d 9".formatted(row.fd() >> 8, row.fd() & 255), local(row));
      }
      assertEquals(60_000, machine.rows().size());
      assertTrue(machine.complete());
    }

    private Set<Integer> numbers(int count) {
      return IntStream.range(0, count).boxed().collect(Collectors.toSet());
    }

    private Set<Integer> fds(List<Connection> rows) {
      Set<Integer> fds = rows.stream().map(Connection::fd).collect(Collectors.toSet());
      assertEquals(fds.size(), rows.size());
      return fds;
    }

    @Test
    void oneSocketUnderTwoNumbersIsTwoRows() {
      assertEquals(
          List.of(3, 7),
          connections(100, SERVER + "fd 100 7 1\n").stream().map(Connection::fd).sorted().toList());
    }
  }

  @Nested
  class Ends {
    @Test
    void aProcessThatEndedIsNoSuchProcess() {
      failure(NoSuchProcessException.class, 101, SERVER);
      failure(NoSuchProcessException.class, 100, SERVER + "fault identify 100 ESRCH\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"identify 100", "fdinfo 100/3"})
    void aProcessThatEndsDuringTheReadIsNoSuchProcess(String call) {
      failure(NoSuchProcessException.class, 100, SERVER + "changes-after " + call + "\nround\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"identify 100", "fdinfo 100/3"})
    void oneThatIsNotWaitedForThenIsAZombie(String call) {
      failure(
          ZombieProcessException.class,
          100,
          SERVER + "changes-after " + call + "\nround\nprocess 100 name=server zombie\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "uid=0"})
    void oneThatWasNotWaitedForIsAZombieWhoseverItWas(String user) {
      failure(ZombieProcessException.class, 300, SERVER + "process 300 zombie " + user + "\n");
    }

    @Test
    void aPidThatLivesAgainIsNotTheProcess() {
      failure(
          NoSuchProcessException.class,
          100,
          """
          process 100 start=1
          fd 100 3 1
          tcp4 1 1 127.0.0.1 8080 0.0.0.0 0
          changes-after fdinfo 100/3
          round
          process 100 start=2
          fd 100 3 2
          tcp4 2 1 127.0.0.1 8081 0.0.0.0 0
          """);
    }

    @Test
    void theKernelsOwnHoldsNone() {
      assertEquals(List.of(), connections(0, SERVER));
      assertEquals(List.of(), connections(0, "uid 0\n" + SERVER));
    }
  }

  @Nested
  class Rights {
    private static final String OTHERS =
        SERVER
            + """
            process 300 name=launchd uid=0
            fd 300 5 2
            udp4 2 0.0.0.0 53 0.0.0.0 0
            """;

    @Test
    void aProcessOfAnotherUserIsDenied() {
      failure(AccessDeniedException.class, 300, OTHERS);
    }

    @Test
    void rootMayReadIt() {
      Connection row = only(connections(300, "uid 0\n" + OTHERS));

      assertEquals(300, row.pid());
      assertEquals(5, row.fd());
    }

    @Test
    void itIsDeniedAlsoWhereNotEvenItsStateIsTold() {
      failure(AccessDeniedException.class, 300, OTHERS + "fault look 300 EPERM\n");
    }

    @Test
    void oneThatIsNotThereIsNotDenied() {
      failure(NoSuchProcessException.class, 301, OTHERS);
    }

    @Test
    void oneThatEndsWhenItIsDeniedIsNoSuchProcess() {
      failure(NoSuchProcessException.class, 300, OTHERS + "fault look 300 ESRCH\n");
    }

    /** A program that it starts may belong to another user. */
    @Test
    void oneThatBecomesAnotherUsersIsDenied() {
      failure(
          AccessDeniedException.class,
          100,
          SERVER + "changes-after identify 100\nround\nprocess 100 uid=0\nfd 100 3 1\n");
    }
  }

  @Nested
  class Failures {
    @ParameterizedTest
    @CsvSource({"identify, '" + IDENTIFYING + "'", "listfds, '" + LISTING + "'"})
    void theyNameTheCallAndTheProcess(String scripted, String call) {
      assertFailed(
          call,
          EIO,
          failure(SystemCallException.class, 100, SERVER + "fault " + scripted + " 100 EIO\n"));
    }

    @Test
    void theTablesOfTheMachineAreNotNeeded() {
      assertIsServer(
          only(
              connections(
                  100,
                  SERVER
                      + """
                      fault listpids - EIO
                      fault sysctl net.inet.tcp.pcblist_n EIO
                      fault sysctl net.inet.udp.pcblist_n EIO
                      fault sysctl net.local.stream.pcblist_n EIO
                      fault sysctl net.local.dgram.pcblist_n EIO
                      """)));
    }
  }

  @Nested
  class Names {
    private Row row(String options) {
      Scenario.write(SERVER.replace("name=server", options));
      return only(scope.process(100).snapshot(Query.of(Kind.ALL)).rows());
    }

    @Test
    void theLongerNameIsTold() {
      assertEquals(
          Optional.of("com.apple.WebKit.Networking"),
          row("name=com.apple.WebKit.Networking comm=com.apple.WebKi").processName());
    }

    @Test
    void oneWithoutALongerNameHasTheShorter() {
      assertEquals(Optional.of("sh"), row("comm=sh").processName());
    }

    @Test
    void aNameMayFillItsRoom() {
      String full = "a".repeat(31);

      assertEquals(Optional.of(full), row("name=" + full).processName());
      assertEquals(Optional.of("b".repeat(15)), row("comm=" + "b".repeat(15)).processName());
    }
  }
}
