// SPDX-License-Identifier: Apache-2.0
package org.sockscope.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sockscope.Row;
import org.sockscope.SocketType;
import org.sockscope.UnixEndpoint;
import org.sockscope.spi.UnixNames;

/** Which names of UNIX sockets a connection shows, by what the system promises. */
class UnixNamesTest extends AnsweredRows {
  private static final byte[] PATH = "/run/a.sock".getBytes(UTF_8);
  private static final byte[] ABSTRACT = "\0abstract".getBytes(UTF_8);

  @Test
  void showsBothUnixNamesWhereTheyArePromised() {
    Row row =
        row(
            capabilities(true, UnixNames.BOTH),
            RowFacts.unix(SocketType.SOCK_STREAM).names(PATH, ABSTRACT));
    assertEquals(UnixEndpoint.of(PATH), row.connection().laddr());
    assertEquals(UnixEndpoint.of(ABSTRACT), row.connection().raddr());
    assertEquals(Optional.empty(), row.nativeLaddr());
    assertEquals(Optional.empty(), row.nativeRaddr());
  }

  @Test
  void showsOnlyTheLocalUnixNameWhereThatIsPromised() {
    Row row =
        row(
            capabilities(true, UnixNames.LOCAL),
            RowFacts.unix(SocketType.SOCK_STREAM).names(ABSTRACT, PATH));
    assertEquals(UnixEndpoint.of(ABSTRACT), row.connection().laddr());
    assertEquals(UnixEndpoint.UNNAMED, row.connection().raddr());
    assertEquals(Optional.empty(), row.nativeLaddr());
    assertEquals(Optional.of(UnixEndpoint.of(PATH)), row.nativeRaddr());
  }

  @Test
  void showsNoUnixNameWhereNoneIsPromised() {
    Row row =
        row(
            capabilities(true, UnixNames.NONE),
            RowFacts.unix(SocketType.SOCK_STREAM).names(PATH, ABSTRACT));
    assertEquals(UnixEndpoint.UNNAMED, row.connection().laddr());
    assertEquals(UnixEndpoint.UNNAMED, row.connection().raddr());
    assertEquals(Optional.of(UnixEndpoint.of(PATH)), row.nativeLaddr());
    assertEquals(Optional.of(UnixEndpoint.of(ABSTRACT)), row.nativeRaddr());
  }

  @ParameterizedTest
  @EnumSource(UnixNames.class)
  void anUnnamedUnixEndIsUnnamedAndNeverNoEndpoint(UnixNames names) {
    Row row = row(capabilities(true, names), RowFacts.unix(SocketType.SOCK_STREAM));
    assertEquals(UnixEndpoint.UNNAMED, row.connection().laddr());
    assertEquals(UnixEndpoint.UNNAMED, row.connection().raddr());
    assertEquals(Optional.empty(), row.nativeLaddr());
    assertEquals(Optional.empty(), row.nativeRaddr());
  }
}
