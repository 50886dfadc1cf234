// SPDX-License-Identifier: Apache-2.0
package org.sockscope.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import org.sockscope.AddressFamily;
import org.sockscope.Connection;
import org.sockscope.Row;
import org.sockscope.SocketType;
import org.sockscope.Status;

/** A table for people, sorted by process and descriptor. Nothing is ever cut off. */
final class TableFormat {
  private static final List<String> HEADER =
      List.of("PID", "PROCESS", "FD", "PROTO", "STATUS", "LOCAL", "REMOTE");
  private static final int PID = 0;
  private static final int FD = 2;

  private static final String ABSENT = "-";
  private static final String GAP = "  ";

  /** The longest address with its port. A longer UNIX path shifts its own line, not all lines. */
  private static final int MAX_WIDTH = "[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]:65535".length();

  private record Line(Connection connection, List<String> cells) {
    static Line of(Row row) {
      Connection connection = row.connection();
      return new Line(
          connection,
          List.of(
              number(connection.pid()),
              connection.pid() < 0 ? ABSENT : text(row.processName().orElse("")),
              number(connection.fd()),
              protocol(connection.family(), connection.type()),
              connection.status() == Status.NONE ? ABSENT : connection.status().name(),
              text(connection.laddr().toString()),
              text(connection.raddr().toString())));
    }
  }

  private TableFormat() {}

  /** As unsigned numbers, absent pids come last: they are the least of interest. */
  private static int compare(Line one, Line other) {
    int order = Long.compareUnsigned(one.connection.pid(), other.connection.pid());
    if (order == 0) {
      order = Integer.compare(one.connection.fd(), other.connection.fd());
    }
    return order == 0
        ? String.join(GAP, one.cells).compareTo(String.join(GAP, other.cells))
        : order;
  }

  static void write(List<Row> rows, Writer out) throws IOException {
    List<Line> lines = rows.stream().map(Line::of).sorted(TableFormat::compare).toList();
    int[] widths = HEADER.stream().mapToInt(TableFormat::width).toArray();
    for (Line line : lines) {
      for (int column = 0; column < widths.length; column++) {
        int width = Math.min(width(line.cells.get(column)), MAX_WIDTH);
        widths[column] = Math.max(widths[column], width);
      }
    }
    write(HEADER, widths, out);
    for (Line line : lines) {
      write(line.cells, widths, out);
    }
  }

  private static void write(List<String> cells, int[] widths, Writer out) throws IOException {
    int last = cells.size() - 1;
    for (int column = 0; column < last; column++) {
      String cell = cells.get(column);
      String padding = " ".repeat(Math.max(0, widths[column] - width(cell)));
      boolean right = column == PID || column == FD;
      out.write(right ? padding + cell : cell + padding);
      out.write(GAP);
    }
    out.write(cells.get(last));
    out.write('\n');
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }

  private static String number(long number) {
    return number < 0 ? ABSENT : Long.toString(number);
  }

  private static String text(String text) {
    return text.isEmpty() ? ABSENT : Escape.escape(text);
  }

  /** Of the AF_INET* families only TCP and UDP are ever listed, so that the type tells which. */
  private static String protocol(AddressFamily family, SocketType type) {
    String typeName = type.name().replace("SOCK_", "").toLowerCase(Locale.ROOT);
    if (family == AddressFamily.AF_UNIX) {
      return "unix-" + typeName;
    }
    String protocol =
        switch (type) {
          case SOCK_STREAM -> "tcp";
          case SOCK_DGRAM -> "udp";
          case SOCK_SEQPACKET, OTHER -> typeName;
        };
    return protocol + (family == AddressFamily.AF_INET ? "4" : "6");
  }
}
