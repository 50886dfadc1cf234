// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.macos;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockscope.AddressFamily;
import org.sockscope.Connection;
import org.sockscope.Kind;
import org.sockscope.MissingPid;
import org.sockscope.NoEndpoint;
import org.sockscope.Row;
import org.sockscope.SocketType;
import org.sockscope.Status;
import org.sockscope.UnixEndpoint;

/** What a socket looks like, told by libproc of one's own and by the tables of another user's. */
class ScriptedFieldsTest extends MacosQueries {
  private static final String OWN = "process 100\nfd 100 3 1\n";
  private static final String ANOTHERS = "process 300 uid=0\nfd 300 3 1\n";

  /** The same either way, but for who holds it. */
  private Row row(String socket) {
    Row own = only(machine(OWN + socket + "\n").rows());
    Row anothers = only(machine(ANOTHERS + socket + "\n").rows());

    assertEquals(100, own.connection().pid());
    assertEquals(3, own.connection().fd());
    assertEquals(Optional.of(MissingPid.HIDDEN), anothers.missingPid());
    assertEquals(own.connection(), heldByTheSame(anothers.connection()));
    assertEquals(own.nativeState(), anothers.nativeState());
    assertEquals(own.uid(), anothers.uid());
    assertEquals(own.receiveQueue(), anothers.receiveQueue());
    assertEquals(own.sendQueue(), anothers.sendQueue());
    return own;
  }

  private static Connection heldByTheSame(Connection row) {
    return new Connection(3, row.family(), row.type(), row.laddr(), row.raddr(), row.status(), 100);
  }

  private Connection connection(String socket) {
    return row(socket).connection();
  }

  @ParameterizedTest
  @CsvSource({
    "tcp4 1 4 127.0.0.1 1 127.0.0.2 65535, AF_INET, 127.0.0.1:1, 127.0.0.2:65535",
    "tcp6 1 4 2001:db8::1 443 2001:db8::2 2, AF_INET6, [2001:db8::1]:443, [2001:db8::2]:2",
    "tcp6 1 4 10.0.0.1 443 10.0.0.2 5000, AF_INET6, [::ffff:10.0.0.1]:443, [::ffff:10.0.0.2]:5000",
    "tcp6 1 4 ::10.0.0.1 443 ::10.0.0.2 5000, AF_INET6, [::a00:1]:443, [::a00:2]:5000",
    "tcp6 1 4 ::1 443 ::1 5000 vflag=3, AF_INET6, [::1]:443, [::1]:5000",
    "tcp6 1 4 fe80::1 22 fe80::2 23, AF_INET6, [fe80::1]:22, [fe80::2]:23",
    "udp4 1 10.0.0.1 53 10.0.0.2 5353, AF_INET, 10.0.0.1:53, 10.0.0.2:5353",
    "udp6 1 10.0.0.1 53 10.0.0.2 5353, AF_INET6, [::ffff:10.0.0.1]:53, [::ffff:10.0.0.2]:5353",
    "udp6 1 ::1 53 ::1 5353, AF_INET6, [::1]:53, [::1]:5353"
  })
  void addressesAndPorts(String socket, AddressFamily family, String laddr, String raddr) {
    Connection row = connection(socket);

    assertEquals(family, row.family());
    assertEquals(laddr, row.laddr().toString());
    assertEquals(raddr, row.raddr().toString());
  }

  /** Of a dual-stack listener, which may carry either. */
  @Test
  void anAddressOfBothFamiliesIsOneOfInet6() {
    Connection row = connection("tcp6 1 1 :: 80 :: 0 vflag=3");

    assertEquals(":: 80", local(row));
    assertEquals(NoEndpoint.INSTANCE, row.raddr());
  }

  @ParameterizedTest
  @CsvSource({
    "0, CLOSE, TSI_S_CLOSED",
    "1, LISTEN, TSI_S_LISTEN",
    "2, SYN_SENT, TSI_S_SYN_SENT",
    "3, SYN_RECV, TSI_S_SYN_RECEIVED",
    "4, ESTABLISHED, TSI_S_ESTABLISHED",
    "5, CLOSE_WAIT, TSI_S__CLOSE_WAIT",
    "6, FIN_WAIT1, TSI_S_FIN_WAIT_1",
    "7, CLOSING, TSI_S_CLOSING",
    "8, LAST_ACK, TSI_S_LAST_ACK",
    "9, FIN_WAIT2, TSI_S_FIN_WAIT_2",
    "10, TIME_WAIT, TSI_S_TIME_WAIT",
    "11, NONE, 11",
    "255, NONE, 255",
    "1000, NONE, beyond a byte"
  })
  void everyStateIsARow(String state, Status status, String name) {
    Row row = row("tcp4 1 " + state + " 10.0.0.1 1 10.0.0.2 2");

    assertEquals(status, row.connection().status());
    assertEquals(Optional.of(name), row.nativeState());
  }

  @ParameterizedTest
  @CsvSource({
    "tcp4 1 0 0.0.0.0 0 0.0.0.0 0, CLOSE",
    "tcp4 1 0 127.0.0.1 80 0.0.0.0 0, BOUND",
    "tcp6 1 0 ::1 80 :: 0, BOUND",
    "udp6 1 :: 0 :: 0, NONE"
  })
  void unboundSocketsAreListedToThoseWhoAsk(String socket, Status status) {
    assertEquals(status, connection(socket).status());
    assertEquals(List.of(), connections(100, OWN + socket + "\n"));
  }

  @Test
  void aConnectionThatIsOverHasNoEnds() {
    Connection row =
        only(machine(OWN + "tcp4 1 4 10.0.0.1 1 10.0.0.2 2 nopcb unlisted\n").connections());

    assertEquals(Status.CLOSE, row.status());
    assertEquals(NoEndpoint.INSTANCE, row.laddr());
    assertEquals(NoEndpoint.INSTANCE, row.raddr());
    assertEquals(100, row.pid());
  }

  @ParameterizedTest
  @CsvSource({
    "unix 1 stream /run/a -, SOCK_STREAM, /run/a, ''",
    "unix 1 stream - /run/a, SOCK_STREAM, '', /run/a",
    "unix 1 stream /run/a /run/b, SOCK_STREAM, /run/a, /run/b",
    "unix 1 dgram /run/a /run/log, SOCK_DGRAM, /run/a, /run/log",
    "unix 1 dgram - -, SOCK_DGRAM, '', ''",
    "unix 1 stream /a\\20b\\0ac -, SOCK_STREAM, '/a b\nc', ''"
  })
  void unixSocketsHaveBothNames(String socket, SocketType type, String laddr, String raddr) {
    Connection row = connection(socket);

    assertEquals(AddressFamily.AF_UNIX, row.family());
    assertEquals(type, row.type());
    assertEquals(new UnixEndpoint(laddr), row.laddr());
    assertEquals(new UnixEndpoint(raddr), row.raddr());
    assertEquals(Status.NONE, row.status());
  }

  @Test
  void aNameThatIsNoTextKeepsItsBytes() {
    assertArrayEquals(
        new byte[] {'/', (byte) 0xFF, (byte) 0x80, 'a'},
        ((UnixEndpoint) connection("unix 1 stream /\\ff\\80a -").laddr()).bytes());
  }

  /** The system takes paths that are longer than the 104 bytes of a struct sockaddr_un. */
  @ParameterizedTest
  @ValueSource(ints = {103, 104, 105, 253})
  void aNameMayFillItsRoom(int length) {
    String path = "/" + "p".repeat(length - 1);

    assertEquals(
        new UnixEndpoint(path), connection("unix 1 dgram %s %s".formatted(path, path)).raddr());
    assertEquals(new UnixEndpoint(path), connection("unix 1 stream " + path + " -").laddr());
  }

  /** No table has them: they are known of processes that may be read. */
  @ParameterizedTest
  @CsvSource({"seqpacket, SOCK_SEQPACKET", "raw, OTHER"})
  void unixSocketsOfOtherTypesAreListed(String scripted, SocketType type) {
    Connection row = only(machine(OWN + "unix 1 " + scripted + " /run/a /run/b\n").connections());

    assertEquals(type, row.type());
    assertEquals(new UnixEndpoint("/run/a"), row.laddr());
    assertEquals(new UnixEndpoint("/run/b"), row.raddr());
    assertEquals(100, row.pid());
  }

  /** IPPROTO_ICMP, of which an ordinary user's ping has a datagram socket; IPPROTO_SCTP; others. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "udp4 1 0.0.0.0 7 0.0.0.0 0 protocol=1",
        "udp6 1 ::1 7 ::1 8 protocol=58",
        "tcp4 1 4 10.0.0.1 1 10.0.0.2 2 protocol=132",
        "tcp4 1 4 10.0.0.1 1 10.0.0.2 2 family=32",
        "udp4 1 10.0.0.1 1 10.0.0.2 2 family=39"
      })
  void otherProtocolsAndFamiliesAreNotListed(String socket) {
    assertEquals(List.of(), machine(OWN + socket + "\n").rows());
    assertEquals(List.of(), machine(ANOTHERS + socket + "\n").rows());
  }

  @Test
  void whatIsInTheQueuesIsTold() {
    Row row = row("tcp4 1 4 10.0.0.1 1 10.0.0.2 2 receive=4294967295 send=7 uid=4294967294");

    assertEquals(OptionalLong.of(4294967295L), row.receiveQueue());
    assertEquals(OptionalLong.of(7), row.sendQueue());
    assertEquals(OptionalLong.of(4294967294L), row.uid());
  }

  @Test
  void whatTheSystemDoesNotTellIsAbsent() {
    Row row = row("udp4 1 10.0.0.1 1 10.0.0.2 2");

    for (OptionalLong absent : List.of(row.netns(), row.inode(), row.cookie(), row.lastUser())) {
      assertEquals(OptionalLong.empty(), absent);
    }
    assertEquals(Optional.empty(), row.nativeLaddr());
    assertEquals(Optional.empty(), row.nativeRaddr());
  }

  @ParameterizedTest
  @CsvSource({"TCP4, 1", "TCP6, 1", "UDP4, 1", "UDP6, 1", "UNIX, 2", "INET, 4", "ALL, 6"})
  void eachKindIsListedAlone(Kind kind, int count) {
    String sockets =
        """
        tcp4 1 1 127.0.0.1 1 0.0.0.0 0
        tcp6 2 1 ::1 2 :: 0
        udp4 3 127.0.0.1 3 0.0.0.0 0
        udp6 4 ::1 4 :: 0
        unix 5 stream /run/a -
        unix 6 dgram /run/b -
        """;
    for (int id = 1; id <= 6; id++) {
      sockets += "fd 100 %d %d\nfd 300 %d %d\n".formatted(id, id, id, id);
    }
    machine("process 100\nprocess 300 uid=0\n" + sockets);
    assertEquals(count, scope.connections(kind).size());
    assertEquals(count, scope.process(100).connections(kind).size());

    machine("process 300 uid=0\n" + sockets);
    assertEquals(count, scope.connections(kind).size());
  }
}
