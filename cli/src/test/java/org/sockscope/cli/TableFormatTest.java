// SPDX-License-Identifier: Apache-2.0
package org.sockscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sockscope.cli.FixtureScope.inet4;
import static org.sockscope.cli.FixtureScope.tcp;
import static org.sockscope.cli.FixtureScope.unix;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sockscope.AddressFamily;
import org.sockscope.Connection;
import org.sockscope.InetEndpoint;
import org.sockscope.MissingPid;
import org.sockscope.NoEndpoint;
import org.sockscope.SocketType;
import org.sockscope.Status;
import org.sockscope.UnixEndpoint;

class TableFormatTest {
  private static final Connection ESTABLISHED =
      tcp(115, inet4(0x0a000001L, 48776), inet4(0x5db8875bL, 80), Status.ESTABLISHED, 1694);
  private static final Connection TIME_WAIT =
      tcp(-1, inet4(0x0a000001L, 48770), inet4(0x5db8875bL, 80), Status.TIME_WAIT, -1);

  private static Connection udp6(int fd, long pid) {
    return new Connection(
        fd,
        AddressFamily.AF_INET6,
        SocketType.SOCK_DGRAM,
        InetEndpoint.of(AddressFamily.AF_INET6, 0, 1, 53),
        NoEndpoint.INSTANCE,
        Status.NONE,
        pid);
  }

  private static Connection unixOf(SocketType type) {
    return new Connection(
        5,
        AddressFamily.AF_UNIX,
        type,
        new UnixEndpoint("/run/a"),
        new UnixEndpoint("/run/b"),
        Status.NONE,
        9);
  }

  @Test
  void columnsAreAlignedAndRowsSortedByProcessAndDescriptor() {
    FixtureScope machine =
        new FixtureScope()
            .add(TIME_WAIT, MissingPid.NONE)
            .add(ESTABLISHED, "curl")
            .add(udp6(20, 9), "named")
            .add(udp6(-1, 1694), "curl")
            .add(unix(3, new UnixEndpoint("/run/named.sock"), 9), "named");

    Run run = Run.of(machine, "--kind", "all");

    assertEquals(
        """
         PID  PROCESS   FD  PROTO        STATUS       LOCAL            REMOTE
           9  named      3  unix-stream  -            /run/named.sock  -
           9  named     20  udp6         -            [::1]:53         -
        1694  curl       -  udp6         -            [::1]:53         -
        1694  curl     115  tcp4         ESTABLISHED  10.0.0.1:48776   93.184.135.91:80
           -  -          -  tcp4         TIME_WAIT    10.0.0.1:48770   93.184.135.91:80
        """,
        run.out());
    assertEquals("", run.err());
    assertEquals(0, run.status());
  }

  @Test
  void theTypeOfAUnixSocketIsShown() {
    FixtureScope machine = new FixtureScope();
    for (SocketType type : SocketType.values()) {
      machine.add(unixOf(type), "p");
    }

    assertEquals(
        List.of(
            "PID  PROCESS  FD  PROTO           STATUS  LOCAL   REMOTE",
            "  9  p         5  unix-dgram      -       /run/a  /run/b",
            "  9  p         5  unix-other      -       /run/a  /run/b",
            "  9  p         5  unix-seqpacket  -       /run/a  /run/b",
            "  9  p         5  unix-stream     -       /run/a  /run/b"),
        Run.of(machine, "--kind", "all").out().lines().toList());
  }

  @Test
  void aLongPathIsWholeAndShiftsItsOwnLineOnly() {
    String path = "/" + "x".repeat(107);
    FixtureScope machine =
        new FixtureScope()
            .add(unix(3, new UnixEndpoint(path), 9), "p")
            .add(unix(4, new UnixEndpoint("/short"), 9), "p");

    List<String> lines = Run.of(machine, "--kind", "all").out().lines().toList();

    assertEquals("  9  p         3  unix-stream  -       " + path + "  -", lines.get(1));
    assertEquals(
        "  9  p         4  unix-stream  -       /short" + " ".repeat(47 - 6) + "  -", lines.get(2));
  }

  @Test
  void hostileNamesStayOnTheirLine() {
    FixtureScope machine =
        new FixtureScope()
            .add(unix(3, new UnixEndpoint("/a\n\u001b[2J\udcff"), 9), "evil\r\u009b\u202e\\");

    assertEquals(
        """
        PID  PROCESS                 FD  PROTO        STATUS  LOCAL              REMOTE
          9  evil\\x0d\\u009b\\u202e\\\\   3  unix-stream  -       /a\\x0a\\x1b[2J\\xff  -
        """,
        Run.of(machine, "--kind", "all").out());
  }

  @Test
  void nothingIsTheHeaderAlone() {
    assertEquals(
        new Run(0, "PID  PROCESS  FD  PROTO  STATUS  LOCAL  REMOTE\n", ""),
        Run.of(new FixtureScope()));
  }

  @Test
  void socketsOfHiddenProcessesAreNotedOnStandardError() {
    FixtureScope machine =
        new FixtureScope()
            .add(TIME_WAIT, MissingPid.NONE)
            .add(udp6(-1, -1), MissingPid.HIDDEN)
            .add(udp6(-1, -1), MissingPid.HIDDEN)
            .incomplete(1L, 2L, 3L);

    Run run = Run.of(machine);

    assertEquals(
        "sockscope: note: 3 processes could not be read, so 2 sockets are listed without a process;"
            + " to see all takes the right to read processes of other users, and protected ones\n",
        run.err());
    assertEquals(0, run.status());
  }

  @Test
  void hiddenSocketsAreNotedAlsoWhereTheSystemNamesNoProcess() {
    assertEquals(
        "sockscope: note: 1 socket is listed without a process, which may belong to processes that"
            + " are not shown here at all: those of other users if /proc is mounted with hidepid, or"
            + " of another PID namespace\n",
        Run.of(new FixtureScope().add(udp6(-1, -1), MissingPid.HIDDEN)).err());
  }

  @Test
  void unreadableProcessesAreNotedAlsoWhenEverySocketHasAHolder() {
    assertEquals(
        "sockscope: note: 1 process could not be read, so some sockets may be missing; to"
            + " see all takes the right to read processes of other users, and protected ones\n",
        Run.of(new FixtureScope().add(udp6(3, 9), "named").incomplete(1L)).err());
  }

  @Test
  void aTableThatWasLostInPartIsNoted() {
    assertEquals(
        "sockscope: note: a part of the system's socket tables was lost (then another run may find"
            + " it) or not understood\n",
        Run.of(new FixtureScope().add(udp6(3, 9), "named").incomplete()).err());
  }

  @Test
  void socketsThatWereLostAreCounted() {
    assertEquals(
        "sockscope: note: 1 socket could not be read (then another run may find it) or not be"
            + " understood\n",
        Run.of(new FixtureScope().add(udp6(3, 9), "named").lost(1)).err());
  }

  @Test
  void socketsThatWereLostAreNotedBesideUnreadableProcesses() {
    List<String> notes =
        Run.of(new FixtureScope().add(udp6(3, 9), "named").incomplete(1L).lost(2))
            .err()
            .lines()
            .toList();

    assertEquals(2, notes.size());
    assertTrue(notes.get(0).startsWith("sockscope: note: 1 process could not be read"));
    assertTrue(
        notes
            .get(1)
            .startsWith(
                "sockscope: note: 2 sockets could not be read (then another run may find them)"));
  }

  @Test
  void otherFormatsHaveNoNotes() {
    FixtureScope machine =
        new FixtureScope().add(udp6(-1, -1), MissingPid.HIDDEN).incomplete(1L).lost(2);

    for (String format : List.of("json", "jsonl", "csv")) {
      assertEquals("", Run.of(machine, "--format", format).err());
    }
  }
}
