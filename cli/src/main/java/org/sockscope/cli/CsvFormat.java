// SPDX-License-Identifier: Apache-2.0
package org.sockscope.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.sockscope.Connection;
import org.sockscope.Endpoint;
import org.sockscope.InetEndpoint;
import org.sockscope.UnixEndpoint;

/** CSV as in RFC 4180, but with lines that end in LF. */
final class CsvFormat {
  private static final String[] HEADER = {
    "pid",
    "fd",
    "family",
    "type",
    "laddr_ip",
    "laddr_port",
    "laddr_path",
    "raddr_ip",
    "raddr_port",
    "raddr_path",
    "status"
  };

  private CsvFormat() {}

  static void write(List<Connection> connections, Writer out) throws IOException {
    CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
    try {
      csv.writeRecord(HEADER);
      for (Connection connection : connections) {
        csv.writeRecord(fields(connection));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    csv.flush();
  }

  private static List<String> fields(Connection connection) {
    List<String> fields = new ArrayList<>(HEADER.length);
    fields.add(connection.pid() < 0 ? "" : Long.toString(connection.pid()));
    fields.add(Integer.toString(connection.fd()));
    fields.add(connection.family().name());
    fields.add(connection.type().name());
    addEnd(fields, connection.laddr());
    addEnd(fields, connection.raddr());
    fields.add(connection.status().name());
    return fields;
  }

  private static void addEnd(List<String> fields, Endpoint end) {
    if (end instanceof InetEndpoint inet) {
      fields.addAll(List.of(inet.text(), Integer.toString(inet.port()), ""));
    } else if (end instanceof UnixEndpoint unix) {
      fields.addAll(List.of("", "", Escape.escape(unix.path())));
    } else {
      fields.addAll(List.of("", "", ""));
    }
  }
}
