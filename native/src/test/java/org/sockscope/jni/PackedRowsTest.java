// SPDX-License-Identifier: Apache-2.0
package org.sockscope.jni;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockscope.AddressFamily;
import org.sockscope.NativeLibraryException;
import org.sockscope.PidKind;
import org.sockscope.SocketType;
import org.sockscope.SockscopeException;
import org.sockscope.Status;
import org.sockscope.spi.Ownership;
import org.sockscope.spi.Protocol;
import org.sockscope.spi.SocketRows;

class PackedRowsTest {
  private static PackedRows rowsOf(ReplyBuilder reply) {
    return PackedRows.of(reply.build());
  }

  private static PackedRows firstRowOf(Consumer<ByteBuffer> fields) {
    PackedRows rows = rowsOf(new ReplyBuilder().row(fields));
    assertTrue(rows.next());
    return rows;
  }

  @Test
  void everyFieldIsReadFromItsPlace() {
    PackedRows row =
        firstRowOf(
            fields -> {
              fields.putLong(RowFormat.ROW_PID, 0x1_0000_0001L);
              fields.putLong(RowFormat.ROW_INODE, 0xFFFF_FFFFL);
              fields.putLong(RowFormat.ROW_COOKIE, 77);
              fields.putLong(RowFormat.ROW_NETNS, 4026531833L);
              fields.putLong(RowFormat.ROW_LOCAL_HIGH, 0x2001_0db8_0000_0000L);
              fields.putLong(RowFormat.ROW_LOCAL_LOW, -1);
              fields.putLong(RowFormat.ROW_REMOTE_HIGH, 5);
              fields.putLong(RowFormat.ROW_REMOTE_LOW, 6);
              fields.putInt(RowFormat.ROW_UID, -2);
              fields.putInt(RowFormat.ROW_RECEIVE_QUEUE, -3);
              fields.putInt(RowFormat.ROW_SEND_QUEUE, 4);
              fields.putInt(RowFormat.ROW_FD, 1_000_000);
              fields.putShort(RowFormat.ROW_LOCAL_PORT, (short) 65535);
              fields.putShort(RowFormat.ROW_REMOTE_PORT, (short) 443);
              fields.put(RowFormat.ROW_PROTOCOL, (byte) RowFormat.PROTOCOL_TCP6);
              fields.put(RowFormat.ROW_TYPE, (byte) RowFormat.TYPE_STREAM);
              fields.put(RowFormat.ROW_STATUS, (byte) RowFormat.STATUS_CLOSE_WAIT);
              fields.put(RowFormat.ROW_OWNERSHIP, (byte) RowFormat.OWNERSHIP_KNOWN);
              fields.put(RowFormat.ROW_PID_KIND, (byte) RowFormat.PID_KIND_CREATOR);
              fields.put(RowFormat.ROW_PRESENT, (byte) 0x3F);
            });

    assertEquals(0x1_0000_0001L, row.pid());
    assertEquals(0xFFFF_FFFFL, row.inode());
    assertEquals(77, row.cookie());
    assertEquals(4026531833L, row.netns());
    assertEquals(0x2001_0db8_0000_0000L, row.localAddressHigh());
    assertEquals(-1, row.localAddressLow());
    assertEquals(5, row.remoteAddressHigh());
    assertEquals(6, row.remoteAddressLow());
    assertEquals(0xFFFF_FFFEL, row.uid());
    assertEquals(0xFFFF_FFFDL, row.receiveQueue());
    assertEquals(4, row.sendQueue());
    assertEquals(1_000_000, row.fd());
    assertEquals(65535, row.localPort());
    assertEquals(443, row.remotePort());
    assertEquals(Protocol.TCP6, row.protocol());
    assertEquals(AddressFamily.AF_INET6, row.family());
    assertEquals(SocketType.SOCK_STREAM, row.type());
    assertEquals(Status.CLOSE_WAIT, row.status());
    assertEquals(Ownership.KNOWN, row.ownership());
    assertEquals(PidKind.CREATOR, row.pidKind());
    assertEquals(0, row.localName().length);
    assertEquals(0, row.remoteName().length);
  }

  @Test
  void whatIsNotPresentIsAbsentWhateverItsFieldHolds() {
    PackedRows row =
        firstRowOf(
            fields -> {
              for (int i = 0; i < RowFormat.ROW_SIZE; i += 8) {
                fields.putLong(i, 0x0101_0101_0101_0101L);
              }
              fields.put(RowFormat.ROW_PRESENT, (byte) 0);
              fields.put(RowFormat.ROW_PID_KIND, (byte) RowFormat.PID_KIND_ABSENT);
              fields.putInt(RowFormat.ROW_NATIVE_STATE, -1);
            });

    assertEquals(SocketRows.ABSENT, row.inode());
    assertEquals(SocketRows.ABSENT, row.cookie());
    assertEquals(SocketRows.ABSENT, row.netns());
    assertEquals(SocketRows.ABSENT, row.uid());
    assertEquals(SocketRows.ABSENT, row.receiveQueue());
    assertEquals(SocketRows.ABSENT, row.sendQueue());
    assertNull(row.pidKind());
    assertNull(row.nativeState());
    assertNull(row.processName());
  }

  @Test
  void theNamesOfUnixSocketsAreBytesOfTheHeap() {
    ReplyBuilder reply = new ReplyBuilder();
    int local = reply.heap("\0abstract");
    int remote = reply.heap("/tmp/ä");
    int state = reply.heap("TCP_LISTEN\0");
    PackedRows rows =
        rowsOf(
            reply.row(
                fields -> {
                  fields.put(RowFormat.ROW_PROTOCOL, (byte) RowFormat.PROTOCOL_UNIX);
                  fields.put(RowFormat.ROW_TYPE, (byte) RowFormat.TYPE_SEQPACKET);
                  fields.putLong(RowFormat.ROW_LOCAL_HIGH, local);
                  fields.putLong(RowFormat.ROW_LOCAL_LOW, 9);
                  fields.putLong(RowFormat.ROW_REMOTE_HIGH, remote);
                  fields.putLong(RowFormat.ROW_REMOTE_LOW, 7);
                  fields.putInt(RowFormat.ROW_NATIVE_STATE, state);
                }));

    assertTrue(rows.next());
    assertArrayEquals("\0abstract".getBytes(StandardCharsets.UTF_8), rows.localName());
    assertArrayEquals("/tmp/ä".getBytes(StandardCharsets.UTF_8), rows.remoteName());
    assertEquals("TCP_LISTEN", rows.nativeState());
    assertEquals(SocketType.SOCK_SEQPACKET, rows.type());
  }

  @Test
  void aProcessIsFoundByItsPid() {
    ReplyBuilder reply = new ReplyBuilder();
    int name = reply.heap("nginxjava");
    reply.process(1, 0, 0, true).process(7, name, 5, false).process(900, name + 5, 4, false);
    for (long pid : new long[] {1, 7, 900, 8}) {
      reply.row(
          fields -> {
            fields.putLong(RowFormat.ROW_PID, pid);
            fields.put(RowFormat.ROW_PID_KIND, (byte) RowFormat.PID_KIND_HOLDER);
          });
    }
    PackedRows rows = rowsOf(reply);

    assertEquals(Set.of(1L), rows.unreadable());
    List<String> names = new ArrayList<>();
    while (rows.next()) {
      names.add(String.valueOf(rows.processName()));
    }
    assertEquals(List.of("null", "nginx", "java", "null"), names);
  }

  @Test
  void cursorsFromTheStartAreIndependent() {
    PackedRows rows =
        rowsOf(
            new ReplyBuilder()
                .row(row -> row.putInt(RowFormat.ROW_FD, 3))
                .row(row -> row.putInt(RowFormat.ROW_FD, 4)));
    assertTrue(rows.next());
    assertTrue(rows.next());
    assertFalse(rows.next());
    assertFalse(rows.next());
    assertEquals(4, rows.fd());

    SocketRows again = rows.fromStart();
    assertTrue(again.next());
    assertEquals(3, again.fd());
    assertEquals(4, rows.fd());
  }

  @Test
  void aCursorAtAPositionStandsOnThatRowAndGoesOn() {
    PackedRows rows =
        rowsOf(
            new ReplyBuilder()
                .row(row -> row.putInt(RowFormat.ROW_FD, 3))
                .row(row -> row.putInt(RowFormat.ROW_FD, 4)));
    assertTrue(rows.next());
    int first = rows.position();
    assertTrue(rows.next());

    SocketRows again = rows.at(first);
    assertEquals(3, again.fd());
    assertEquals(first, again.position());
    assertTrue(again.next());
    assertEquals(4, again.fd());
    assertFalse(again.next());
    assertEquals(4, rows.fd());
  }

  @Test
  void aReplyWithoutRowsIsNoError() {
    ReplyBuilder reply = new ReplyBuilder();
    int method = reply.heap("sock_diag");
    reply.header(
        header -> {
          header.putInt(RowFormat.HEADER_LABEL, method);
          header.putInt(RowFormat.HEADER_LABEL_SIZE, 9);
          header.putInt(RowFormat.HEADER_INTACT, 0);
          header.putInt(RowFormat.HEADER_LOST, -1);
        });
    PackedRows rows = rowsOf(reply);

    assertFalse(rows.next());
    assertEquals("sock_diag", rows.method());
    assertFalse(rows.intact());
    assertEquals(4_294_967_295L, rows.lost());
    assertEquals(0, rowsOf(new ReplyBuilder()).lost());
  }

  @Test
  void bytesBehindTheReplyAreLeftOverFromAnotherAndDoNotCount() {
    byte[] reply = new ReplyBuilder().row(row -> row.putInt(RowFormat.ROW_FD, 3)).build();
    byte[] reused = new byte[reply.length + 1000];
    new Random(1).nextBytes(reused);
    System.arraycopy(reply, 0, reused, 0, reply.length);
    PackedRows rows = PackedRows.of(reused);

    assertTrue(rows.next());
    assertEquals(3, rows.fd());
    assertFalse(rows.next());
  }

  @Test
  void closingGivesTheArrayBack() {
    byte[] bytes = new ReplyBuilder().build();
    List<byte[]> back = new ArrayList<>();
    new PackedRows(Reply.of(bytes), back::add).close();

    assertSame(bytes, back.get(0));
  }

  @Test
  void aReplyCutShortAnywhereIsRefused() {
    ReplyBuilder builder = new ReplyBuilder().row(row -> {}).process(1, 0, 0, false);
    builder.heap("text");
    byte[] whole = builder.build();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = new byte[length];
      System.arraycopy(whole, 0, cut, 0, length);
      assertThrows(
          NativeLibraryException.class, () -> PackedRows.of(cut), () -> "cut to " + cut.length);
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {RowFormat.HEADER_ROWS, RowFormat.HEADER_PROCESSES, RowFormat.HEADER_HEAP_SIZE})
  void aPartThatClaimsAnotherSizeIsRefused(int field) {
    for (int claimed : new int[] {1, 1000, 22_369_621, Integer.MAX_VALUE, -1, Integer.MIN_VALUE}) {
      byte[] reply = new ReplyBuilder().build();
      ByteBuffer.wrap(reply).order(java.nio.ByteOrder.nativeOrder()).putInt(field, claimed);
      assertThrows(
          NativeLibraryException.class, () -> PackedRows.of(reply), () -> "claims " + claimed);
    }
  }

  @Test
  void bytesThatAreNoReplyAreRefused() {
    assertThrows(
        NativeLibraryException.class, () -> PackedRows.of(new byte[RowFormat.HEADER_SIZE]));
  }

  @Test
  void namesOutsideOfTheHeapAreRefused() {
    for (long[] lie :
        new long[][] {
          {0, 5},
          {4, 1},
          {5, 0},
          {-1, 1},
          {1, -1},
          {Long.MAX_VALUE, Long.MAX_VALUE},
          {0x1_0000_0000L, 1}
        }) {
      ReplyBuilder reply = new ReplyBuilder();
      reply.heap("name");
      PackedRows rows =
          rowsOf(
              reply.row(
                  fields -> {
                    fields.put(RowFormat.ROW_PROTOCOL, (byte) RowFormat.PROTOCOL_UNIX);
                    fields.putLong(RowFormat.ROW_LOCAL_HIGH, lie[0]);
                    fields.putLong(RowFormat.ROW_LOCAL_LOW, lie[1]);
                  }));
      assertTrue(rows.next());
      assertThrows(NativeLibraryException.class, rows::localName, () -> lie[0] + ", " + lie[1]);
    }
  }

  @Test
  void codesWithoutMeaningAreRefused() {
    for (int field :
        new int[] {
          RowFormat.ROW_PROTOCOL,
          RowFormat.ROW_TYPE,
          RowFormat.ROW_STATUS,
          RowFormat.ROW_OWNERSHIP,
          RowFormat.ROW_PID_KIND
        }) {
      for (int code : new int[] {100, -1}) {
        PackedRows row = firstRowOf(fields -> fields.put(field, (byte) code));
        Function<PackedRows, Object> all =
            rows ->
                List.of(
                    rows.protocol(),
                    rows.type(),
                    rows.status(),
                    rows.ownership(),
                    String.valueOf(rows.pidKind()));
        assertThrows(NativeLibraryException.class, () -> all.apply(row));
      }
    }
  }

  /**
   * Whatever the bytes are, there is an answer or an exception of ours: nothing else, and no
   * endless loop.
   */
  @Test
  void randomDamageNeverGoesUnnoticedInAnotherWay() {
    Random random = new Random(20261124);
    for (int round = 0; round < 20_000; round++) {
      ReplyBuilder builder = new ReplyBuilder();
      int place = builder.heap("some text\0more");
      builder.process(1, place, 4, true);
      for (int i = 0; i < 3; i++) {
        builder.row(
            fields -> {
              fields.put(RowFormat.ROW_PROTOCOL, (byte) random.nextInt(5));
              fields.putLong(RowFormat.ROW_LOCAL_LOW, random.nextInt(14));
              fields.putInt(RowFormat.ROW_NATIVE_STATE, random.nextInt(14));
              fields.put(RowFormat.ROW_PID_KIND, (byte) 0);
              fields.putLong(RowFormat.ROW_PID, 1);
            });
      }
      byte[] reply = builder.build();
      for (int hits = random.nextInt(6); hits > 0; hits--) {
        reply[random.nextInt(reply.length)] = (byte) random.nextInt(256);
      }
      try {
        readAll(PackedRows.of(reply));
      } catch (SockscopeException expected) {
        assertFalse(expected.getMessage().isEmpty());
      }
    }
  }

  private static void readAll(PackedRows rows) {
    rows.unreadable();
    rows.method();
    while (rows.next()) {
      rows.protocol();
      rows.type();
      rows.status();
      rows.ownership();
      rows.nativeState();
      rows.processName();
      rows.localName();
      rows.remoteName();
    }
  }
}
