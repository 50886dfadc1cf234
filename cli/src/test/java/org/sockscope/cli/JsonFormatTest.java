// SPDX-License-Identifier: Apache-2.0
package org.sockscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sockscope.cli.FixtureScope.inet4;
import static org.sockscope.cli.FixtureScope.tcp;
import static org.sockscope.cli.FixtureScope.unix;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sockscope.AddressFamily;
import org.sockscope.Connection;
import org.sockscope.InetEndpoint;
import org.sockscope.MissingPid;
import org.sockscope.NoEndpoint;
import org.sockscope.SocketType;
import org.sockscope.Status;
import org.sockscope.UnixEndpoint;

class JsonFormatTest {
  private static final FixtureScope MACHINE =
      new FixtureScope()
          .add(
              tcp(115, inet4(0x0a000001L, 48776), inet4(0x5db8875bL, 80), Status.ESTABLISHED, 1694),
              "curl")
          .add(
              new Connection(
                  -1,
                  AddressFamily.AF_INET6,
                  SocketType.SOCK_DGRAM,
                  InetEndpoint.of(AddressFamily.AF_INET6, 0, 0xffff7f000001L, 53),
                  NoEndpoint.INSTANCE,
                  Status.NONE,
                  -1),
              MissingPid.HIDDEN)
          .add(unix(3, UnixEndpoint.of("\0abstract".getBytes(StandardCharsets.UTF_8)), 1), "init");

  private static final String CURL =
      "{\"pid\":1694,\"fd\":115,\"family\":\"AF_INET\",\"type\":\"SOCK_STREAM\","
          + "\"laddr\":{\"ip\":\"10.0.0.1\",\"port\":48776},"
          + "\"raddr\":{\"ip\":\"93.184.135.91\",\"port\":80},\"status\":\"ESTABLISHED\"}";
  private static final String HIDDEN =
      "{\"pid\":null,\"fd\":-1,\"family\":\"AF_INET6\",\"type\":\"SOCK_DGRAM\","
          + "\"laddr\":{\"ip\":\"::ffff:127.0.0.1\",\"port\":53},\"raddr\":null,\"status\":\"NONE\"}";
  private static final String INIT =
      "{\"pid\":1,\"fd\":3,\"family\":\"AF_UNIX\",\"type\":\"SOCK_STREAM\","
          + "\"laddr\":\"@abstract\",\"raddr\":\"\",\"status\":\"NONE\"}";

  @Test
  void jsonIsOneArray() {
    Run run = Run.of(MACHINE, "--kind", "all", "--format", "json");

    assertEquals(new Run(0, "[" + CURL + "," + HIDDEN + "," + INIT + "]\n", ""), run);
  }

  @Test
  void jsonlIsAnObjectALine() {
    Run run = Run.of(MACHINE, "--kind", "all", "--format", "jsonl");

    assertEquals(new Run(0, CURL + "\n" + HIDDEN + "\n" + INIT + "\n", ""), run);
  }

  @Test
  void kindAndPidAreAskedFor() {
    assertEquals("[" + CURL + "," + HIDDEN + "]\n", Run.of(MACHINE, "--format", "json").out());
    assertEquals(CURL + "\n", Run.of(MACHINE, "--format", "jsonl", "--pid", "1694").out());
  }

  @Test
  void nothingIsAnEmptyArrayOrNoLine() {
    assertEquals(new Run(0, "[]\n", ""), Run.of(new FixtureScope(), "--format", "json"));
    assertEquals(new Run(0, "", ""), Run.of(new FixtureScope(), "--format", "jsonl"));
  }

  @Test
  void bytesThatAreNotUtf8AreLoneSurrogates() {
    byte[] name = {'/', (byte) 0xff, (byte) 0xc3, '"', '\\', '\n', 0x1b, (byte) 0xc3, (byte) 0xa9};
    FixtureScope machine = new FixtureScope().add(unix(3, UnixEndpoint.of(name), 1), "init");

    String out = Run.of(machine, "--kind", "all", "--format", "jsonl").out();

    assertTrue(
        out.contains("\"laddr\":\"/\\udcff\\udcc3\\\"\\\\\\n\\u001b\\u00e9\","),
        () -> "the name is not escaped: " + out);
  }

  /** Long enough, in all, to cross every buffer on the way with every kind of character. */
  @Test
  void everyNameSurvivesParsing() throws IOException {
    FixtureScope machine = new FixtureScope();
    List<String> names = new ArrayList<>();
    for (int seed = 0; seed < 2000; seed++) {
      int shift = seed;
      byte[] name = new byte[108];
      IntStream.range(0, name.length).forEach(i -> name[i] = (byte) (1 + (i * 7 + shift) % 255));
      UnixEndpoint end =
          UnixEndpoint.of(("\ud83d\udd0c".repeat(seed % 9) + "x").getBytes(StandardCharsets.UTF_8));
      machine.add(unix(seed, UnixEndpoint.of(name), 1), "init").add(unix(seed, end, 1), "init");
      names.add(UnixEndpoint.of(name).path());
      names.add(end.path());
    }

    for (String format : List.of("json", "jsonl")) {
      assertEquals(names, localNames(Run.of(machine, "--kind", "all", "--format", format).out()));
    }
  }

  private static List<String> localNames(String text) throws IOException {
    List<String> names = new ArrayList<>();
    try (JsonParser json = new JsonFactory().createParser(text)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.VALUE_STRING && "laddr".equals(json.currentName())) {
          names.add(json.getText());
        }
      }
    }
    return names;
  }
}
