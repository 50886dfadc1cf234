// SPDX-License-Identifier: Apache-2.0
package org.sockscope.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.EnumSet;
import java.util.List;
import org.sockscope.Connection;
import org.sockscope.Kind;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.Sockscope;
import org.sockscope.spi.Capabilities;
import org.sockscope.spi.SocketTable;
import org.sockscope.spi.UnixNames;

/** Asks a system that answers with given rows. */
abstract class AnsweredRows {
  static final Capabilities EVERYTHING = capabilities(true, UnixNames.BOTH);
  static final Query ALL = Query.of(Kind.ALL);
  static final Query UNBOUND_TOO = ALL.unbound(true);

  static Capabilities capabilities(boolean fds, UnixNames names) {
    return new Capabilities(EnumSet.allOf(Kind.class), fds, names);
  }

  static Sockscope scope(Capabilities capabilities, ListedRows rows) {
    SocketTable table = mock(SocketTable.class);
    when(table.capabilities()).thenReturn(capabilities);
    when(table.read(any())).thenAnswer(call -> rows.fromStart());
    return new TableSockscope(table);
  }

  static List<Row> rows(Query query, RowFacts... facts) {
    return scope(EVERYTHING, ListedRows.of(facts)).snapshot(query).rows();
  }

  static Row row(Capabilities capabilities, RowFacts facts) {
    List<Row> rows = scope(capabilities, ListedRows.of(facts)).snapshot(UNBOUND_TOO).rows();
    assertEquals(1, rows.size());
    return rows.get(0);
  }

  static Connection connection(RowFacts facts) {
    return row(EVERYTHING, facts).connection();
  }

  static List<Connection> connections(Query query, RowFacts... facts) {
    return scope(EVERYTHING, ListedRows.of(facts)).snapshot(query).connections();
  }
}
