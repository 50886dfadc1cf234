// SPDX-License-Identifier: Apache-2.0
package org.sockscope.benchmarks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sockscope.AddressFamily;
import org.sockscope.Connection;
import org.sockscope.Endpoint;
import org.sockscope.InetEndpoint;
import org.sockscope.NoEndpoint;
import org.sockscope.SocketType;
import org.sockscope.Status;
import org.sockscope.jni.PackedRows;
import org.sockscope.jni.RowFormat;
import org.sockscope.spi.SocketRows;

/** The hot path: the packed rows of a busy machine, as they come from C. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecoderBenchmark {
  private static final int ROWS = 50_000;

  private byte[] reply = {};

  /** Packs the rows: TCP over both families, every tenth a listener. */
  @Setup
  public void pack() {
    SplittableRandom random = new SplittableRandom(1);
    reply = new byte[RowFormat.HEADER_SIZE + ROWS * RowFormat.ROW_SIZE];
    ByteBuffer packed = ByteBuffer.wrap(reply).order(ByteOrder.nativeOrder());
    packed.putInt(RowFormat.HEADER_MAGIC, RowFormat.MAGIC);
    packed.putInt(RowFormat.HEADER_ROWS, ROWS);
    for (int i = 0; i < ROWS; i++) {
      int row = RowFormat.HEADER_SIZE + i * RowFormat.ROW_SIZE;
      boolean inet6 = i % 5 == 0;
      boolean listener = i % 10 == 0;
      packed.putLong(row + RowFormat.ROW_PID, 1000 + i / 250);
      packed.putLong(row + RowFormat.ROW_INODE, 20_000 + i);
      packed.putLong(row + RowFormat.ROW_LOCAL_HIGH, inet6 ? random.nextLong() : 0);
      packed.putLong(row + RowFormat.ROW_LOCAL_LOW, 0x7F00_0001L);
      packed.putLong(row + RowFormat.ROW_REMOTE_HIGH, inet6 ? random.nextLong() : 0);
      packed.putLong(row + RowFormat.ROW_REMOTE_LOW, random.nextInt(Integer.MAX_VALUE));
      packed.putInt(row + RowFormat.ROW_FD, i % 250);
      packed.putInt(row + RowFormat.ROW_NATIVE_STATE, -1);
      packed.putShort(row + RowFormat.ROW_LOCAL_PORT, (short) random.nextInt(1, 1 << 16));
      packed.putShort(
          row + RowFormat.ROW_REMOTE_PORT, (short) (listener ? 0 : random.nextInt(1, 1 << 16)));
      packed.put(
          row + RowFormat.ROW_PROTOCOL,
          (byte) (inet6 ? RowFormat.PROTOCOL_TCP6 : RowFormat.PROTOCOL_TCP4));
      packed.put(
          row + RowFormat.ROW_STATUS,
          (byte) (listener ? RowFormat.STATUS_LISTEN : RowFormat.STATUS_ESTABLISHED));
      packed.put(row + RowFormat.ROW_PRESENT, (byte) RowFormat.PRESENT_INODE);
    }
  }

  /**
   * Every row visited, numbers only: what a search for a port costs.
   *
   * @return something of each row
   */
  @Benchmark
  public long scan() {
    long sum = 0;
    SocketRows rows = PackedRows.of(reply);
    while (rows.next()) {
      sum += rows.localPort() + rows.remotePort() + rows.pid();
    }
    return sum;
  }

  /**
   * Every number of every row, as a visitor gets them.
   *
   * @return something of each row
   */
  @Benchmark
  public long cursor() {
    long sum = 0;
    SocketRows rows = PackedRows.of(reply);
    while (rows.next()) {
      sum += rows.family() == AddressFamily.AF_INET6 ? 1 : 0;
      sum += rows.type() == SocketType.SOCK_STREAM ? 1 : 0;
      sum += rows.status() == Status.LISTEN ? 1 : 0;
      sum += rows.localAddressHigh() + rows.localAddressLow() + rows.localPort();
      sum += rows.remoteAddressHigh() + rows.remoteAddressLow() + rows.remotePort();
      sum += rows.fd() + rows.pid() + rows.netns() + rows.inode() + rows.cookie() + rows.uid();
      sum += rows.receiveQueue() + rows.sendQueue();
    }
    return sum;
  }

  /**
   * Every row as an object.
   *
   * @return the connections
   */
  @Benchmark
  public List<Connection> decode() {
    List<Connection> connections = new ArrayList<>(ROWS);
    SocketRows rows = PackedRows.of(reply);
    while (rows.next()) {
      Endpoint laddr =
          endpoint(rows, rows.localAddressHigh(), rows.localAddressLow(), rows.localPort());
      Endpoint raddr =
          endpoint(rows, rows.remoteAddressHigh(), rows.remoteAddressLow(), rows.remotePort());
      connections.add(
          new Connection(
              rows.fd(), rows.family(), rows.type(), laddr, raddr, rows.status(), rows.pid()));
    }
    return connections;
  }

  private static Endpoint endpoint(SocketRows rows, long high, long low, int port) {
    return port == 0 ? NoEndpoint.INSTANCE : InetEndpoint.of(rows.family(), high, low, port);
  }
}
