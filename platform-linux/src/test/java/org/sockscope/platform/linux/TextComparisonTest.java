// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import static java.util.Map.entry;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockscope.AddressFamily;
import org.sockscope.Connection;
import org.sockscope.Endpoint;
import org.sockscope.InetEndpoint;
import org.sockscope.Kind;
import org.sockscope.NoEndpoint;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.SocketType;
import org.sockscope.Sockscope;
import org.sockscope.Status;
import org.sockscope.UnixEndpoint;
import org.sockscope.contract.Feature;
import org.sockscope.contract.Opening;

/**
 * Sockscope, whichever way it takes, and the text of /proc/net tell the same of the same sockets.
 */
class TextComparisonTest {
  private static final String METHOD = "sockscope.method";

  /**
   * Where the kernel goes on with a table of text in the next read, it counts the sockets of a hash
   * bucket, so that it passes one over when one before it was closed meanwhile.
   */
  private static final int ATTEMPTS = 5;

  private static final Map<String, Status> STATES =
      Map.ofEntries(
          entry("01", Status.ESTABLISHED),
          entry("02", Status.SYN_SENT),
          entry("03", Status.SYN_RECV),
          entry("04", Status.FIN_WAIT1),
          entry("05", Status.FIN_WAIT2),
          entry("06", Status.TIME_WAIT),
          entry("07", Status.CLOSE),
          entry("08", Status.CLOSE_WAIT),
          entry("09", Status.LAST_ACK),
          entry("0A", Status.LISTEN),
          entry("0B", Status.CLOSING));

  /** Whoever holds it, and however often. */
  private record Socket(
      AddressFamily family,
      SocketType type,
      Status status,
      Endpoint local,
      Endpoint remote,
      long inode,
      OptionalLong uid) {

    /** The text of a UNIX socket doesn't tell whose it is, nor that of one without file. */
    static Socket of(Row row) {
      Connection connection = row.connection();
      long inode = row.inode().orElse(0);
      boolean hasUid = connection.family() != AddressFamily.AF_UNIX && inode != 0;
      return new Socket(
          connection.family(),
          connection.type(),
          connection.status(),
          PsutilDifference.inText(connection).laddr(),
          connection.raddr(),
          inode,
          hasUid ? row.uid() : OptionalLong.empty());
    }
  }

  /** All that the text may tell differently of the same sockets, and why. */
  private enum Difference {
    /** A name with a newline in it: its line ends there. */
    NEWLINE_IN_NAME {
      @Override
      boolean explains(Socket socket, Set<Socket> ours) {
        return ours.stream()
            .filter(row -> row.inode == socket.inode && row.family == socket.family)
            .anyMatch(
                row -> row.local instanceof UnixEndpoint end && end.path().indexOf('\n') >= 0);
      }
    };

    abstract boolean explains(Socket socket, Set<Socket> ours);
  }

  @AfterEach
  void freeTheChoiceOfMethod() {
    System.clearProperty(METHOD);
  }

  /** What the text told, and what one of the two lacks. */
  private record Comparison(Set<Socket> text, List<Socket> differences) {
    /**
     * Each is read twice, by turns: what was there throughout must be in what is read in between.
     */
    static Comparison of(Sockscope scope) throws IOException {
      Set<Socket> textBefore = TextComparisonTest.text();
      Set<Socket> rows = rows(scope);
      Set<Socket> text = TextComparisonTest.text();
      Set<Socket> rowsAfter = rows(scope);
      Stream<Socket> notInRows = different(text.stream().filter(textBefore::contains), rows, rows);
      Stream<Socket> notInText = different(rows.stream().filter(rowsAfter::contains), text, rows);
      return new Comparison(text, Stream.concat(notInRows, notInText).toList());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sock_diag", "procfs"})
  void everySocketIsToldTheSame(String method) throws IOException {
    System.setProperty(METHOD, method);
    try (HolderWorld world = new HolderWorld();
        Sockscope scope = Sockscope.system()) {
      Set<Feature> missing = world.missing().keySet();
      HolderProcess holder = world.start();
      for (Opening opening : Opening.values()) {
        if (opening.needs().stream().noneMatch(missing::contains)) {
          holder.open(opening);
        }
      }

      Comparison comparison = Comparison.of(scope);
      for (int i = 1; i < ATTEMPTS && !comparison.differences().isEmpty(); i++) {
        comparison = Comparison.of(scope);
      }

      assertEquals(List.of(), comparison.differences());
      assertTrue(
          comparison.text().stream()
              .map(Socket::status)
              .collect(toSet())
              .containsAll(Set.of(Status.LISTEN, Status.TIME_WAIT, Status.CLOSE_WAIT, Status.NONE)),
          comparison::toString);
    }
  }

  private static Stream<Socket> different(
      Stream<Socket> sockets, Set<Socket> others, Set<Socket> ours) {
    return sockets
        .filter(socket -> !others.contains(socket))
        .filter(
            socket ->
                Stream.of(Difference.values())
                    .noneMatch(difference -> difference.explains(socket, ours)));
  }

  /** Those of the namespace that the text is of. */
  private static Set<Socket> rows(Sockscope scope) throws IOException {
    String link = Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString();
    long namespace = Long.parseLong(link.replaceAll("\\D", ""));
    return scope.snapshot(Query.of(Kind.ALL)).rows().stream()
        .filter(row -> row.netns().orElse(namespace) == namespace)
        .map(Socket::of)
        .collect(toSet());
  }

  private static Set<Socket> text() throws IOException {
    List<Socket> sockets = new ArrayList<>();
    for (String file : List.of("tcp", "tcp6", "udp", "udp6", "unix")) {
      Path path = Path.of("/proc/net", file);
      if (!file.endsWith("6") || Files.exists(path)) {
        String text = Files.readString(path, StandardCharsets.ISO_8859_1);
        for (String line : text.split("\n", -1)) {
          parse(file, line).forEach(sockets::add);
        }
      }
    }
    return Set.copyOf(sockets);
  }

  /** The columns that the text has names for; a line that has not so many is none of a socket. */
  private static Stream<Socket> parse(String file, String line) {
    String[] columns = line.strip().split(" +", file.equals("unix") ? 8 : -1);
    if (columns.length < 7 || !columns[0].matches("[0-9a-fA-F]+:")) {
      return Stream.of();
    }
    return Stream.of(file.equals("unix") ? unix(line, columns) : inet(file, columns));
  }

  private static Socket inet(String file, String[] columns) {
    boolean tcp = file.startsWith("tcp");
    long inode = Long.parseLong(columns[9]);
    AddressFamily family = file.endsWith("6") ? AddressFamily.AF_INET6 : AddressFamily.AF_INET;
    return new Socket(
        family,
        tcp ? SocketType.SOCK_STREAM : SocketType.SOCK_DGRAM,
        tcp ? STATES.getOrDefault(columns[3], Status.NONE) : Status.NONE,
        end(family, columns[1]),
        end(family, columns[2]),
        inode,
        inode == 0 ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(columns[7])));
  }

  private static Endpoint end(AddressFamily family, String text) {
    String[] parts = text.split(":", -1);
    int port = Integer.parseInt(parts[1], 16);
    if (port == 0) {
      return NoEndpoint.INSTANCE;
    }
    ByteBuffer words = ByteBuffer.wrap(HexFormat.of().parseHex(parts[0]));
    ByteBuffer address = ByteBuffer.allocate(words.capacity()).order(ByteOrder.nativeOrder());
    while (words.hasRemaining()) {
      address.putInt(words.getInt());
    }
    address.flip().order(ByteOrder.BIG_ENDIAN);
    return family == AddressFamily.AF_INET
        ? InetEndpoint.of(family, 0, Integer.toUnsignedLong(address.getInt()), port)
        : InetEndpoint.of(family, address.getLong(), address.getLong(), port);
  }

  /** The name is all that follows the inode and a blank, further blanks included. */
  private static Socket unix(String line, String[] columns) {
    String start = line.replaceFirst("^(\\S+ +){6}\\S+ ?", "");
    return new Socket(
        AddressFamily.AF_UNIX,
        switch (columns[4]) {
          case "0001" -> SocketType.SOCK_STREAM;
          case "0002" -> SocketType.SOCK_DGRAM;
          case "0005" -> SocketType.SOCK_SEQPACKET;
          default -> SocketType.OTHER;
        },
        Status.NONE,
        UnixEndpoint.of(start.getBytes(StandardCharsets.ISO_8859_1)),
        UnixEndpoint.UNNAMED,
        Long.parseLong(columns[6]),
        OptionalLong.empty());
  }
}
