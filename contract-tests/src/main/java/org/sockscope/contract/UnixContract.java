// SPDX-License-Identifier: Apache-2.0
package org.sockscope.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.sockscope.AddressFamily;
import org.sockscope.Connection;
import org.sockscope.Kind;
import org.sockscope.SocketType;
import org.sockscope.Status;
import org.sockscope.UnixEndpoint;
import org.sockscope.spi.UnixNames;

/** The sockets of AF_UNIX, and which of their names are shown. */
abstract class UnixContract extends Contract {
  UnixContract(PlatformContract platform) {
    super(platform);
  }

  @Test
  void aListenerShowsItsPathIfThatIsPromised() {
    Connection row = onlyRow(Opening.UNIX_STREAM_LISTENER);

    assertEquals(AddressFamily.AF_UNIX, row.family());
    assertEquals(SocketType.SOCK_STREAM, row.type());
    assertEquals(Status.NONE, row.status());
    assertEquals(promises.unixNames() == UnixNames.NONE, row.laddr().equals(UnixEndpoint.UNNAMED));
    assertEquals(UnixEndpoint.UNNAMED, row.raddr());
  }

  @Test
  void anAbstractNameBeginsWithANulByte() {
    assumeTrue(promises.unixNames() != UnixNames.NONE, "the system shows no UNIX names");
    UnixEndpoint name = (UnixEndpoint) onlyRow(Opening.UNIX_ABSTRACT_LISTENER).laddr();

    assertTrue(name.isAbstract(), name::toString);
    assertEquals('@', name.path().charAt(0));
  }

  @Test
  void eachTypeIsListed() {
    needUnix();
    Holder holder =
        holderOf(
            Opening.UNIX_STREAM_LISTENER,
            Opening.UNIX_DGRAM_BOUND,
            Opening.UNIX_SEQPACKET_LISTENER);

    assertEquals(
        Set.of(SocketType.SOCK_STREAM, SocketType.SOCK_DGRAM, SocketType.SOCK_SEQPACKET),
        scope.process(holder.pid()).connections(Kind.UNIX).stream()
            .map(Connection::type)
            .collect(Collectors.toSet()));
  }

  @Test
  void theRemoteNameOfAConnectionIsShownOnlyIfPromised() {
    needUnix();
    Connection client = open(Opening.UNIX_STREAM_CONNECTION).get(1);

    Set<UnixEndpoint> remotes =
        scope.process(client.pid()).connections(Kind.UNIX).stream()
            .map(row -> (UnixEndpoint) row.raddr())
            .filter(end -> !end.isUnnamed())
            .collect(Collectors.toSet());

    assertEquals(
        promises.unixNames() == UnixNames.BOTH ? Set.of(client.raddr()) : Set.of(), remotes);
  }

  @Test
  void socketsWithoutNamesAreNotFoldedIntoOneRow() {
    needUnix();
    Holder holder =
        holderOf(Opening.UNIX_STREAM_PAIR, Opening.UNIX_DGRAM_UNNAMED, Opening.UNIX_DGRAM_UNNAMED);

    List<Connection> rows = scope.process(holder.pid()).connections(Kind.UNIX);

    assertEquals(4, rows.size(), rows::toString);
    for (Connection row : rows) {
      assertEquals(UnixEndpoint.UNNAMED, row.laddr());
      assertEquals(UnixEndpoint.UNNAMED, row.raddr());
    }
  }

  private Connection onlyRow(Opening opening) {
    needUnix();
    List<Connection> opened = open(opening);
    List<Connection> rows = scope.process(opened.get(0).pid()).connections(Kind.UNIX);
    assertEquals(1, rows.size(), rows::toString);
    return rows.get(0);
  }
}
