// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sockscope.Connection;
import org.sockscope.Endpoint;
import org.sockscope.InetEndpoint;
import org.sockscope.Kind;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.SocketType;
import org.sockscope.Sockscope;
import org.sockscope.Status;
import org.sockscope.contract.Feature;
import org.sockscope.contract.Opening;

/** Sockscope and ss(8) tell the same of the same sockets; there is no difference to explain. */
class SsComparisonTest {
  private static final Pattern INET =
      Pattern.compile("(?m)^(tcp|udp) +(\\S+) +\\d+ +\\d+ +(\\S+) +(\\S+) +users:\\((.*)\\)");
  private static final Pattern UNIX =
      Pattern.compile("(?m)^u_\\S+ +\\S+ +\\d+ +\\d+ +.* (\\d+) +\\* +\\d+ +users:\\((.*)\\)");
  private static final Pattern USER = Pattern.compile("pid=(\\d+),fd=(\\d+)");

  @Test
  void tcpAndUdpSocketsAreTheSame() throws IOException, InterruptedException {
    try (HolderWorld world = new HolderWorld();
        Sockscope scope = Sockscope.system()) {
      Set<Long> pids = twoProcesses(world);
      List<String> told =
          INET.matcher(ss("-tuanpH"))
              .results()
              .flatMap(line -> holders(line, pids, 5).map(holder -> holder + inet(line)))
              .toList();

      assertSame(told, shown(scope, Kind.INET, pids, row -> inet(row.connection())));
    }
  }

  @Test
  void unixSocketsAreTheSame() throws IOException, InterruptedException {
    try (HolderWorld world = new HolderWorld();
        Sockscope scope = Sockscope.system()) {
      Set<Long> pids = twoProcesses(world);
      List<String> told =
          UNIX.matcher(ss("-xanpH"))
              .results()
              .flatMap(line -> holders(line, pids, 2).map(holder -> holder + " " + line.group(1)))
              .toList();

      assertSame(told, shown(scope, Kind.UNIX, pids, row -> " " + row.inode().orElseThrow()));
    }
  }

  /** A process that holds whatever ss lists, and another that shares it. */
  private static Set<Long> twoProcesses(HolderWorld world) {
    Set<Feature> missing = world.missing().keySet();
    HolderProcess parent = world.start();
    for (Opening opening : Opening.values()) {
      if (opening.needs().stream().noneMatch(missing::contains)) {
        parent.open(opening);
      }
    }
    return Set.of(parent.pid(), parent.fork().pid());
  }

  private static String ss(String options) throws IOException, InterruptedException {
    assumeTrue(
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "ss"))),
        "ss is not installed; it is in the package iproute2");
    Process ss =
        new ProcessBuilder("ss", options).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String told = new String(ss.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    assertEquals(0, ss.waitFor(), told);
    return told;
  }

  private static Stream<String> holders(MatchResult line, Set<Long> pids, int group) {
    List<String> holders = new ArrayList<>();
    Matcher users = USER.matcher(line.group(group));
    while (users.find()) {
      if (pids.contains(Long.valueOf(users.group(1)))) {
        holders.add(users.group(1) + " " + users.group(2));
      }
    }
    return holders.stream();
  }

  private static String inet(MatchResult line) {
    boolean tcp = line.group(1).equals("tcp");
    return inet(
        tcp,
        tcp ? tcpState(line.group(2)) : Status.NONE,
        line.group(3),
        line.group(4).endsWith(":*") ? "" : line.group(4));
  }

  private static Status tcpState(String name) {
    return switch (name) {
      case "LISTEN" -> Status.LISTEN;
      case "ESTAB" -> Status.ESTABLISHED;
      case "SYN-SENT" -> Status.SYN_SENT;
      case "FIN-WAIT-2" -> Status.FIN_WAIT2;
      case "CLOSE-WAIT" -> Status.CLOSE_WAIT;
      default -> throw new IllegalArgumentException("the world has no TCP socket in " + name);
    };
  }

  private static String inet(Connection row) {
    return inet(
        row.type() == SocketType.SOCK_STREAM, row.status(), text(row.laddr()), text(row.raddr()));
  }

  private static String inet(boolean tcp, Status status, String local, String remote) {
    return (tcp ? " tcp " : " udp ") + status + " " + local + " " + remote;
  }

  private static String text(Endpoint end) {
    return end instanceof InetEndpoint inet ? inet.toString() : "";
  }

  private static List<String> shown(
      Sockscope scope, Kind kind, Set<Long> pids, Function<Row, String> text) {
    return scope.snapshot(Query.of(kind)).rows().stream()
        .filter(row -> pids.contains(row.connection().pid()))
        .map(row -> row.connection().pid() + " " + row.connection().fd() + text.apply(row))
        .toList();
  }

  private static void assertSame(List<String> told, List<String> shown) {
    assertTrue(!told.isEmpty(), "ss told nothing of the holders");
    assertEquals(counted(told), counted(shown));
  }

  private static Map<String, Long> counted(List<String> lines) {
    return lines.stream().collect(groupingBy(Function.identity(), counting()));
  }
}
