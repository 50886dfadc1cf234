// SPDX-License-Identifier: Apache-2.0
package org.sockscope.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
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
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.sockscope.AddressFamily;
import org.sockscope.Connection;
import org.sockscope.InetEndpoint;
import org.sockscope.SocketType;
import org.sockscope.Status;

/** Connections of a busy machine: made of the numbers that a kernel gives, and written as text. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ConnectionBenchmark {
  private static final int ROWS = 50_000;

  /** The family of all addresses. */
  @Param({"AF_INET", "AF_INET6"})
  public AddressFamily family = AddressFamily.AF_INET;

  private long[] addresses = {};
  private int[] ports = {};
  private List<Connection> connections = List.of();

  /** Makes up the numbers, the same ones each time. */
  @Setup
  public void makeUpNumbers() {
    SplittableRandom random = new SplittableRandom(1);
    long mask = family == AddressFamily.AF_INET ? 0xFFFF_FFFFL : -1;
    addresses = random.longs(ROWS * 2L).map(bits -> bits & mask).toArray();
    ports = random.ints(ROWS * 2L, 1, 1 << 16).toArray();
    connections = make();
  }

  /**
   * One {@link Connection} per row.
   *
   * @return the connections
   */
  @Benchmark
  public List<Connection> make() {
    List<Connection> made = new ArrayList<>(ROWS);
    for (int row = 0; row < ROWS; row++) {
      made.add(
          new Connection(
              row,
              family,
              SocketType.SOCK_STREAM,
              endpoint(2 * row),
              endpoint(2 * row + 1),
              Status.ESTABLISHED,
              row >> 6));
    }
    return made;
  }

  /**
   * The text of both ends of each row.
   *
   * @param texts takes them
   */
  @Benchmark
  public void write(Blackhole texts) {
    for (Connection connection : connections) {
      texts.consume(connection.laddr().toString());
      texts.consume(connection.raddr().toString());
    }
  }

  private InetEndpoint endpoint(int index) {
    long high = family == AddressFamily.AF_INET ? 0 : 0x2001_0DB8_0000_0000L;
    return InetEndpoint.of(family, high, addresses[index], ports[index]);
  }
}
