// SPDX-License-Identifier: Apache-2.0
package org.sockscope.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.sockscope.Kind;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.Sockscope;
import org.sockscope.Status;
import oshi.SystemInfo;
import oshi.software.os.InternetProtocolStats;

/**
 * Answers one question over and over, for the comparison with other tools. Each line of its
 * standard input asks once; the line that answers has the milliseconds and the number of rows.
 */
public final class Peer {
  private static final int OWN_SOCKETS = 20;

  private static final List<ServerSocket> OWN = new ArrayList<>();

  private Peer() {}

  /** A way to answer. */
  private interface Answer {
    int rows() throws IOException;
  }

  /**
   * Runs the program.
   *
   * @param args {@code sockscope machine}, {@code sockscope process PID}, {@code sockscope self},
   *     {@code sockscope port PORT}, {@code oshi} or {@code reader}
   * @throws IOException if a stream fails
   */
  public static void main(String[] args) throws IOException {
    Answer answer =
        switch (args[0]) {
          case "sockscope" -> bySockscope(args);
          case "oshi" -> byOshi();
          case "reader" -> () -> ProcReader.read().size();
          default -> throw new IllegalArgumentException(args[0]);
        };
    BufferedReader questions =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    System.out.println("ready");
    while (questions.readLine() != null) {
      long before = System.nanoTime();
      int rows = answer.rows();
      long after = System.nanoTime();
      System.out.println((after - before) / 1e6 + " " + rows);
    }
  }

  private static Query ofOwnSockets(Query query) throws IOException {
    for (int i = 0; i < OWN_SOCKETS; i++) {
      OWN.add(new ServerSocket(0));
    }
    return query.process(ProcessHandle.current().pid());
  }

  private static Answer bySockscope(String... args) throws IOException {
    Sockscope scope = Sockscope.system();
    Query inet = Query.of(Kind.INET);
    Query query =
        switch (args[1]) {
          case "machine" -> inet;
          case "process" -> inet.process(Long.parseLong(args[2]));
          case "self" -> ofOwnSockets(inet);
          case "port" ->
              inet.status(Status.LISTEN).localPort(Integer.parseInt(args[2])).anyHolder();
          default -> throw new IllegalArgumentException(args[1]);
        };
    System.err.println("method: " + scope.snapshot(query).method());
    return () -> {
      List<Row> rows = scope.snapshot(query).rows();
      int told = 0;
      for (Row row : rows) {
        told += row.missingPid().isPresent() || row.netns().isPresent() ? 1 : 0;
      }
      return told;
    };
  }

  private static Answer byOshi() {
    InternetProtocolStats stats = new SystemInfo().getOperatingSystem().getInternetProtocolStats();
    return () -> stats.getConnections().size();
  }
}
