// SPDX-License-Identifier: Apache-2.0
package org.sockscope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
  private static final Query TCP = Query.of(Kind.TCP);

  @Test
  void aNewQueryAsksForAllSocketsOfItsKind() {
    assertEquals(Kind.TCP, TCP.kind());
    assertEquals(Set.of(), TCP.statuses());
    assertEquals(OptionalInt.empty(), TCP.localPort());
    assertEquals(OptionalInt.empty(), TCP.remotePort());
    assertEquals(OptionalLong.empty(), TCP.process());
    assertFalse(TCP.isAnyHolder());
    assertFalse(TCP.isUnbound());
    assertEquals("Query[tcp]", TCP.toString());
  }

  @Test
  void eachMethodChangesOneThingOfANewQuery() {
    List<UnaryOperator<Query>> changes =
        List.of(
            query -> query.status(Status.LISTEN),
            query -> query.localPort(80),
            query -> query.remotePort(80),
            query -> query.process(0),
            Query::anyHolder,
            query -> query.unbound(true));
    for (UnaryOperator<Query> change : changes) {
      Query changed = change.apply(TCP);
      assertNotEquals(TCP, changed);
      assertEquals(change.apply(Query.of(Kind.TCP)), changed);
      assertEquals(change.apply(Query.of(Kind.TCP)).hashCode(), changed.hashCode());
      assertNotEquals(change.apply(Query.of(Kind.UDP)), changed);
      for (UnaryOperator<Query> other : changes) {
        if (other != change) {
          assertNotEquals(other.apply(TCP), changed);
          assertEquals(other.apply(changed), change.apply(other.apply(TCP)));
        }
      }
    }
    assertEquals(Query.of(Kind.TCP), TCP);
  }

  @Test
  void tellsAllThatItWasTold() {
    Query query =
        TCP.status(Status.LISTEN, Status.CLOSE)
            .localPort(1)
            .remotePort(65535)
            .process(42)
            .anyHolder()
            .unbound(true);
    assertEquals(Set.of(Status.CLOSE, Status.LISTEN), query.statuses());
    assertEquals(OptionalInt.of(1), query.localPort());
    assertEquals(OptionalInt.of(65535), query.remotePort());
    assertEquals(OptionalLong.of(42), query.process());
    assertTrue(query.isAnyHolder());
    assertTrue(query.isUnbound());
    assertFalse(query.unbound(false).isUnbound());
    assertEquals(
        "Query[tcp, status [CLOSE, LISTEN], local port 1, remote port 65535, process 42, any"
            + " holder, unbound too]",
        query.toString());
  }

  @Test
  void statusesReplaceThoseGivenBefore() {
    Query query = TCP.status(Status.LISTEN).status(Status.CLOSE);
    assertEquals(Set.of(Status.CLOSE), query.statuses());
    assertEquals(TCP, query.status());
  }

  @Test
  void statusesCannotBeChanged() {
    Status[] wanted = {Status.LISTEN};
    Query query = TCP.status(wanted);
    wanted[0] = Status.CLOSE;
    assertEquals(Set.of(Status.LISTEN), query.statuses());
    assertThrows(UnsupportedOperationException.class, () -> query.statuses().add(Status.CLOSE));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 65536, Integer.MIN_VALUE})
  void aPortThatNoEndHasIsRefused(int port) {
    assertThrows(IllegalArgumentException.class, () -> TCP.localPort(port));
    assertThrows(IllegalArgumentException.class, () -> TCP.remotePort(port));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE})
  void aNegativePidIsRefused(long pid) {
    assertThrows(IllegalArgumentException.class, () -> TCP.process(pid));
  }
}
