// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sockscope.Connection;
import org.sockscope.Kind;
import org.sockscope.Sockscope;
import org.sockscope.UnixEndpoint;

/** The names of UNIX sockets are whole, whatever bytes they are of. */
class NamesTest {
  private static final int ROOM = 108;

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

  private UnixEndpoint shown(byte[] name) {
    HolderProcess holder = world.start();
    Connection held = holder.openNamed(name);
    List<Connection> rows = scope.process(holder.pid()).connections(Kind.UNIX);
    List<Connection> ofMachine =
        scope.connections(Kind.UNIX).stream().filter(row -> row.pid() == holder.pid()).toList();

    assertEquals(List.of(held), rows);
    assertEquals(rows, ofMachine);
    UnixEndpoint laddr = (UnixEndpoint) rows.get(0).laddr();
    assertArrayEquals(name, laddr.bytes());
    return laddr;
  }

  private byte[] path(String file) {
    ByteArrayOutputStream path = new ByteArrayOutputStream();
    path.writeBytes(world.directory().toString().getBytes(StandardCharsets.UTF_8));
    path.write('/');
    path.writeBytes(file.getBytes(StandardCharsets.ISO_8859_1));
    return path.toByteArray();
  }

  /** One character of the first column is one byte; the second is the text of these bytes. */
  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "a b,a b",
        " first and last ,' first and last '",
        "two  blanks,two  blanks",
        "'a\nb','a\nb'",
        "'\n','\n'",
        "tab\tand\u001b[31mescape\u0007,tab\tand\u001b[31mescape\u0007",
        "\u007f,\u007f",
        "h\u00c3\u00a9,h\u00e9",
        "\u00ff,\udcff",
        "a\u00c3,a\udcc3",
        "\u00ed\u00a0\u0080,\udced\udca0\udc80",
        "@at,@at"
      })
  void aPathIsShownWhole(String file, String text) {
    UnixEndpoint laddr = shown(path(file));

    assertEquals(world.directory() + "/" + text, laddr.path());
    assertTrue(!laddr.isAbstract());
  }

  @Test
  void aPathMayTakeAllTheRoom() {
    byte[] start = path("");
    byte[] name = Arrays.copyOf(start, ROOM);
    Arrays.fill(name, start.length, ROOM, (byte) 'x');

    assertEquals(ROOM, shown(name).path().length());
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "a,@a",
        "a\0b,@a@b",
        "\0,@@",
        "a\0,@a@",
        "a b,@a b",
        "'a\nb','@a\nb'",
        "\u00ff,@\udcff",
        "/tmp/x,@/tmp/x"
      })
  void anAbstractNameIsShownWhole(String name, String text) {
    UnixEndpoint laddr =
        shown(
            ("\0" + name + "-" + ProcessHandle.current().pid())
                .getBytes(StandardCharsets.ISO_8859_1));

    assertTrue(laddr.isAbstract());
    assertEquals(text + "-" + ProcessHandle.current().pid(), laddr.path());
  }

  @Test
  void anAbstractNameMayTakeAllTheRoom() {
    byte[] name = new byte[ROOM];
    byte[] start = ("\0" + ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(start, 0, name, 0, start.length);

    assertEquals("@".repeat(ROOM - start.length), shown(name).path().substring(start.length));
  }
}
