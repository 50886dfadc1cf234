// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sockscope.AddressFamily;
import org.sockscope.Connection;
import org.sockscope.Kind;
import org.sockscope.NoEndpoint;
import org.sockscope.PidKind;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.SocketType;
import org.sockscope.Sockscope;
import org.sockscope.Status;
import org.sockscope.contract.Feature;
import org.sockscope.contract.Opening;

/** Addresses, ports and state of each socket, also of one whose owner Wine doesn't tell. */
@EnabledOnOs(value = OS.WINDOWS, disabledReason = "src/test/wine/run runs it under Wine")
class EverySocketTest {
  private static final Set<Feature> OF_OWNERS =
      EnumSet.of(Feature.TCP6_HOLDER, Feature.ACCEPTED_HOLDER);

  @ParameterizedTest
  @EnumSource(Opening.class)
  void isARowOfTheMachine(Opening opening) {
    need(opening);
    try (HolderWorld world = new HolderWorld();
        Sockscope scope = Sockscope.system()) {
      List<Connection> opened = world.start().open(opening);
      List<Row> rows = scope.snapshot(Query.of(Kind.ALL).unbound(true)).rows();

      for (Connection socket : opened) {
        List<Row> found = rows.stream().filter(row -> isOf(socket, row.connection())).toList();
        assertEquals(isListed(socket) ? 1 : 0, found.size(), () -> socket + ": " + rows);
        boolean accepted = opened.size() == 3 && socket.equals(opened.get(2));
        found.forEach(row -> assertOwner(socket, accepted, row));
      }
    }
  }

  private static void need(Opening opening) {
    Map<Feature, String> missing = HolderWorld.missingHere();
    missing.keySet().removeAll(OF_OWNERS);
    for (Feature feature : opening.needs()) {
      assumeTrue(!missing.containsKey(feature), () -> missing.get(feature));
    }
  }

  private static boolean isListed(Connection socket) {
    return socket.laddr() != NoEndpoint.INSTANCE && socket.status() != Status.BOUND;
  }

  /** The remote end of a UDP socket isn't told. */
  private static boolean isOf(Connection socket, Connection row) {
    return row.family() == socket.family()
        && row.type() == socket.type()
        && row.laddr().equals(socket.laddr())
        && row.raddr()
            .equals(socket.type() == SocketType.SOCK_DGRAM ? NoEndpoint.INSTANCE : socket.raddr())
        && row.status() == socket.status();
  }

  private static void assertOwner(Connection socket, boolean accepted, Row row) {
    assertEquals(-1, row.connection().fd());
    assertEquals(OptionalInt.empty(), row.nativeFd());
    if (socket.pid() == -1 || (HolderWorld.isWine() && (accepted || isTcp6(socket)))) {
      assertEquals(-1, row.connection().pid());
      assertEquals(Optional.empty(), row.pidKind());
    } else {
      assertEquals(socket.pid(), row.connection().pid());
      assertEquals(Optional.of(PidKind.CREATOR), row.pidKind());
    }
  }

  private static boolean isTcp6(Connection socket) {
    return socket.family() == AddressFamily.AF_INET6 && socket.type() == SocketType.SOCK_STREAM;
  }
}
