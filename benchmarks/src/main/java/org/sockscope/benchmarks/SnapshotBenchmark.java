// SPDX-License-Identifier: Apache-2.0
package org.sockscope.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.sockscope.Connection;
import org.sockscope.InetEndpoint;
import org.sockscope.Kind;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.Sockscope;
import org.sockscope.Status;
import oshi.SystemInfo;
import oshi.software.os.InternetProtocolStats;

/** Queries from end to end, on the sockets of processes of their own, and others beside them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls what is annotated with @Setup first
public class SnapshotBenchmark {
  private static final String METHOD_PROPERTY = "sockscope.method";

  /** How many TCP sockets there are. */
  @Param({"1000", "10000", "50000"})
  public int sockets;

  private Workload workload;
  private Sockscope scope;
  private Sockscope text;
  private InternetProtocolStats oshi;
  private Query ofProcess;
  private Query ofPort;

  /**
   * Starts the processes and opens the scopes.
   *
   * @throws IOException if the processes can't be started
   */
  @Setup
  public void start() throws IOException {
    workload = Workload.ofSockets(sockets);
    scope = Sockscope.system();
    System.setProperty(METHOD_PROPERTY, "procfs");
    text = Sockscope.system();
    System.clearProperty(METHOD_PROPERTY);
    oshi = new SystemInfo().getOperatingSystem().getInternetProtocolStats();
    ofProcess = Query.of(Kind.INET).process(workload.pid());
    Query listening = Query.of(Kind.TCP).status(Status.LISTEN);
    int port =
        scope.snapshot(listening.process(workload.pid())).connections().stream()
            .map(Connection::laddr)
            .map(InetEndpoint.class::cast)
            .findFirst()
            .orElseThrow()
            .port();
    ofPort = listening.localPort(port).anyHolder();
  }

  /**
   * Closes all.
   *
   * @throws IOException if the processes can't be told to end
   */
  @TearDown
  public void end() throws IOException {
    scope.close();
    text.close();
    workload.close();
  }

  /**
   * The whole machine as connections.
   *
   * @return the connections
   */
  @Benchmark
  public List<Connection> connections() {
    return scope.connections();
  }

  /**
   * The whole machine with everything that the system tells.
   *
   * @return the rows
   */
  @Benchmark
  public List<Row> rows() {
    return scope.snapshot(Query.of(Kind.INET)).rows();
  }

  /**
   * The whole machine by a visitor.
   *
   * @param visitor takes a number of each row
   */
  @Benchmark
  public void visit(Blackhole visitor) {
    scope.forEach(Query.of(Kind.INET), row -> visitor.consume(row.pid()));
  }

  /**
   * The whole machine from the text of procfs.
   *
   * @return the connections
   */
  @Benchmark
  public List<Connection> text() {
    return text.connections();
  }

  /**
   * One process.
   *
   * @return its connections
   */
  @Benchmark
  public List<Connection> oneProcess() {
    return scope.snapshot(ofProcess).connections();
  }

  /**
   * Who listens on a port.
   *
   * @return the connection
   */
  @Benchmark
  public List<Connection> onePort() {
    return scope.snapshot(ofPort).connections();
  }

  /**
   * The whole machine by OSHI.
   *
   * @return its connections
   */
  @Benchmark
  public Object oshi() {
    return oshi.getConnections();
  }

  /**
   * The whole machine by a reader of procfs in Java.
   *
   * @return what it found
   * @throws IOException if it can't read procfs
   */
  @Benchmark
  public Object reader() throws IOException {
    return ProcReader.read();
  }
}
