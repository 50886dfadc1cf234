// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sockscope.Connection;
import org.sockscope.Row;
import org.sockscope.Snapshot;
import org.sockscope.UnixEndpoint;

/** Names of processes and UNIX sockets that are no ordinary text. */
class ScriptedNamesTest extends LinuxQueries {
  @ParameterizedTest
  @CsvSource({
    "a\\20b, a b",
    "\\1b[31mred, '\u001B[31mred'",
    "x\\0aState:\\09Z, 'x\nState:\tZ'",
    ")\\20Z\\20(, ) Z (",
    "\\c3\\bc, \u00FC",
  })
  void aProcessMayHaveAnyName(String scripted, String name) {
    Snapshot snapshot = machine(SERVER.replace("server", scripted));
    Row row = only(snapshot.rows());

    assertEquals(Optional.of(name), row.processName());
    assertEquals(1, scope.process(100).connections().size());
  }

  @Test
  void bytesOfAProcessNameThatAreNotUtf8AreReplaced() {
    Row row = onlyRow(SERVER.replace("server", "a\\ffb"));

    assertEquals(Optional.of("a\uFFFDb"), row.processName());
  }

  @Test
  void aPathMayHaveAllTheRoomThereIs() {
    byte[] path = new byte[108];
    Arrays.fill(path, (byte) 'x');
    path[0] = '/';
    path[1] = '\n';
    path[2] = ' ';
    path[3] = (byte) 0xFF;
    UnixEndpoint laddr = unixName(path);

    assertEquals(UnixEndpoint.of(path), laddr);
    assertEquals("/\n \uDCFF" + "x".repeat(104), laddr.path());
    assertEquals(new UnixEndpoint(laddr.path()), laddr);
  }

  @Test
  void anAbstractNameMayHaveNulBytes() {
    byte[] name = "\0a\0b\0".getBytes(StandardCharsets.US_ASCII);
    UnixEndpoint laddr = unixName(name);

    assertTrue(laddr.isAbstract());
    assertEquals(UnixEndpoint.of(name), laddr);
  }

  private UnixEndpoint unixName(byte[] name) {
    Row row =
        onlyRow(
            "process 1 init\nfd 1 3 socket:[5]\nunix 1 10 "
                + HexFormat.of().formatHex(name)
                + " inode=5 cookie=5\n");
    assertEquals(UnixEndpoint.UNNAMED, row.connection().raddr());
    return (UnixEndpoint) row.connection().laddr();
  }

  @Test
  void equalNamesAreRowsOfTheirOwn() {
    List<Connection> rows =
        machine(
                """
                process 1 init
                fd 1 3 socket:[5]
                unix 1 10 2f7800 inode=5 cookie=5
                unix 1 1 2f7800 inode=6 cookie=6
                unix 1 1 2f7800 inode=7 cookie=7
                """)
            .connections();

    assertEquals(3, rows.size(), rows::toString);
    assertEquals(rows.get(1).laddr(), rows.get(2).laddr());
  }
}
