// SPDX-License-Identifier: Apache-2.0
package org.sockscope.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sockscope.AddressFamily;
import org.sockscope.Connection;
import org.sockscope.Endpoint;
import org.sockscope.InetEndpoint;
import org.sockscope.Kind;
import org.sockscope.NoEndpoint;
import org.sockscope.PidKind;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.SocketType;
import org.sockscope.Status;
import org.sockscope.UnixEndpoint;

/** What holds for every row of the machine, whoever's it is. */
abstract class WholeMachineContract extends Contract {
  WholeMachineContract(PlatformContract platform) {
    super(platform);
  }

  private List<Row> rows() {
    holderOf(possible(Stream.of(Opening.values())));
    List<Row> rows = scope.snapshot(Query.of(Kind.ALL).unbound(true)).rows();
    assertTrue(!rows.isEmpty(), "the world's sockets are not listed");
    return rows;
  }

  @Test
  void theEndsBelongToTheFamily() {
    for (Row row : rows()) {
      Connection connection = row.connection();
      assertEnd(connection, connection.laddr());
      assertEnd(connection, connection.raddr());
    }
  }

  private static void assertEnd(Connection connection, Endpoint end) {
    if (connection.family() == AddressFamily.AF_UNIX) {
      assertTrue(end instanceof UnixEndpoint, connection::toString);
    } else if (end instanceof InetEndpoint inet) {
      assertEquals(connection.family(), inet.family(), connection::toString);
      assertNotEquals(0, inet.port(), connection::toString);
    } else {
      assertEquals(NoEndpoint.INSTANCE, end, connection::toString);
    }
  }

  @Test
  void onlyTcpHasAStatusAndListenersHaveNoRemoteEnd() {
    for (Row row : rows()) {
      Connection connection = row.connection();
      if (connection.family() == AddressFamily.AF_UNIX
          || connection.type() == SocketType.SOCK_DGRAM) {
        assertEquals(Status.NONE, connection.status(), connection::toString);
      } else {
        assertEquals(SocketType.SOCK_STREAM, connection.type(), connection::toString);
      }
      if (connection.status() == Status.LISTEN) {
        assertEquals(NoEndpoint.INSTANCE, connection.raddr(), connection::toString);
      }
    }
  }

  @Test
  void aRowHasAPidOrTheReasonWhyNot() {
    for (Row row : rows()) {
      Connection connection = row.connection();
      if (connection.pid() == -1) {
        assertEquals(-1, connection.fd(), connection::toString);
        assertTrue(row.missingPid().isPresent(), connection::toString);
        assertEquals(
            row.lastUser().isPresent() ? Optional.of(PidKind.LAST_USER) : Optional.empty(),
            row.pidKind());
      } else {
        assertTrue(connection.pid() >= 0, connection::toString);
        assertEquals(Optional.empty(), row.missingPid(), connection::toString);
        assertTrue(row.pidKind().isPresent(), connection::toString);
        assertEquals(promises.keeps(Promise.FD), connection.fd() >= 0, connection::toString);
      }
    }
  }

  @Test
  void namesThatAreNotPromisedAreNotShown() {
    for (Row row : rows()) {
      Connection connection = row.connection();
      if (connection.family() == AddressFamily.AF_UNIX) {
        assertShown(List.of(connection), List.of(connection));
      }
    }
  }
}
