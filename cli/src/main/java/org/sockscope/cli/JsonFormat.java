// SPDX-License-Identifier: Apache-2.0
package org.sockscope.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.sockscope.Connection;
import org.sockscope.Endpoint;
import org.sockscope.InetEndpoint;
import org.sockscope.UnixEndpoint;

/** JSON: one array, or an object a line. */
final class JsonFormat {
  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          // A lone surrogate, which stands for a byte that is not UTF-8, has no form in UTF-8.
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .rootValueSeparator("\n")
          .build();

  private JsonFormat() {}

  static void writeArray(List<Connection> connections, Writer out) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartArray();
      writeAll(connections, json);
      json.writeEndArray();
      json.writeRaw('\n');
    }
  }

  static void writeLines(List<Connection> connections, Writer out) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      writeAll(connections, json);
      if (!connections.isEmpty()) {
        json.writeRaw('\n');
      }
    }
  }

  private static void writeAll(List<Connection> connections, JsonGenerator json)
      throws IOException {
    for (Connection connection : connections) {
      write(connection, json);
    }
  }

  private static void write(Connection connection, JsonGenerator json) throws IOException {
    json.writeStartObject();
    if (connection.pid() < 0) {
      json.writeNullField("pid");
    } else {
      json.writeNumberField("pid", connection.pid());
    }
    json.writeNumberField("fd", connection.fd());
    json.writeStringField("family", connection.family().name());
    json.writeStringField("type", connection.type().name());
    write("laddr", connection.laddr(), json);
    write("raddr", connection.raddr(), json);
    json.writeStringField("status", connection.status().name());
    json.writeEndObject();
  }

  private static void write(String name, Endpoint end, JsonGenerator json) throws IOException {
    if (end instanceof InetEndpoint inet) {
      json.writeObjectFieldStart(name);
      json.writeStringField("ip", inet.text());
      json.writeNumberField("port", inet.port());
      json.writeEndObject();
    } else if (end instanceof UnixEndpoint unix) {
      json.writeStringField(name, unix.path());
    } else {
      json.writeNullField(name);
    }
  }
}
