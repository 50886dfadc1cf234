// SPDX-License-Identifier: Apache-2.0
package org.sockscope.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.sockscope.AddressFamily;
import org.sockscope.Connection;
import org.sockscope.InetEndpoint;
import org.sockscope.Kind;
import org.sockscope.MissingPid;
import org.sockscope.NoSuchProcessException;
import org.sockscope.PidKind;
import org.sockscope.ProcessSockets;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.RowCursor;
import org.sockscope.Snapshot;
import org.sockscope.SocketType;
import org.sockscope.Sockscope;
import org.sockscope.Status;
import org.sockscope.UnixEndpoint;

/** A machine with the sockets that a test gave it; every socket is of the kind ALL or INET. */
final class FixtureScope implements Sockscope {
  private final List<Row> rows = new ArrayList<>();
  private boolean complete = true;
  private long lost;
  private Set<Long> unreadable = Set.of();
  private List<String> methods = List.of();
  private String method = "fixture";
  private boolean closed;

  FixtureScope add(Connection connection, String processName) {
    rows.add(new FixtureRow(connection, Optional.of(processName), Optional.empty()));
    return this;
  }

  FixtureScope add(Connection connection, MissingPid why) {
    rows.add(new FixtureRow(connection, Optional.empty(), Optional.of(why)));
    return this;
  }

  FixtureScope incomplete(Long... unreadablePids) {
    complete = false;
    unreadable = Set.of(unreadablePids);
    return this;
  }

  FixtureScope lost(long sockets) {
    complete = false;
    lost = sockets;
    return this;
  }

  FixtureScope methods(String... names) {
    methods = List.of(names);
    return this;
  }

  FixtureScope answeringBy(String name) {
    method = name;
    return this;
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public List<Connection> connections() {
    return connections(Kind.INET);
  }

  @Override
  public List<Connection> connections(Kind kind) {
    return snapshot(Query.of(kind)).connections();
  }

  @Override
  public List<Connection> connections(String kind) {
    return connections(Kind.of(kind));
  }

  @Override
  public ProcessSockets process(long pid) {
    return new FixtureProcess(this, pid);
  }

  @Override
  public ProcessSockets process(ProcessHandle process) {
    return process(process.pid());
  }

  @Override
  public Snapshot snapshot(Query query) {
    List<Row> found =
        rows.stream()
            .filter(row -> query.process().orElse(row.connection().pid()) == row.connection().pid())
            .filter(
                row ->
                    query.kind() == Kind.ALL || row.connection().family() != AddressFamily.AF_UNIX)
            .toList();
    if (found.isEmpty() && query.process().isPresent()) {
      long pid = query.process().getAsLong();
      throw new NoSuchProcessException("there is no process " + pid, pid);
    }
    return new FixtureSnapshot(found, method, complete, lost, unreadable);
  }

  @Override
  public void forEach(Query query, Consumer<? super RowCursor> visitor) {
    throw new UnsupportedOperationException("the command line has no use for cursors");
  }

  @Override
  public Set<Kind> supportedKinds() {
    return Set.of(Kind.INET, Kind.ALL);
  }

  @Override
  public List<String> methods() {
    return methods;
  }

  @Override
  public Optional<String> library() {
    return Optional.of("fixture's library");
  }

  @Override
  public void close() {
    closed = true;
  }

  static Connection tcp(int fd, InetEndpoint laddr, InetEndpoint raddr, Status status, long pid) {
    return new Connection(fd, laddr.family(), SocketType.SOCK_STREAM, laddr, raddr, status, pid);
  }

  static Connection unix(int fd, UnixEndpoint laddr, long pid) {
    return new Connection(
        fd,
        AddressFamily.AF_UNIX,
        SocketType.SOCK_STREAM,
        laddr,
        UnixEndpoint.UNNAMED,
        Status.NONE,
        pid);
  }

  static InetEndpoint inet4(long bits, int port) {
    return InetEndpoint.of(AddressFamily.AF_INET, 0, bits, port);
  }

  private record FixtureProcess(Sockscope scope, long pid) implements ProcessSockets {
    @Override
    public List<Connection> connections() {
      return connections(Kind.INET);
    }

    @Override
    public List<Connection> connections(Kind kind) {
      return snapshot(Query.of(kind)).connections();
    }

    @Override
    public List<Connection> connections(String kind) {
      return connections(Kind.of(kind));
    }

    @Override
    public Snapshot snapshot(Query query) {
      return scope.snapshot(query.process(pid));
    }
  }

  private record FixtureSnapshot(
      List<Row> rows, String method, boolean complete, long lost, Set<Long> unreadable)
      implements Snapshot {
    @Override
    public List<Connection> connections() {
      return rows.stream().map(Row::connection).toList();
    }

    @Override
    public Instant readAt() {
      return Instant.EPOCH;
    }
  }

  private record FixtureRow(
      Connection connection, Optional<String> processName, Optional<MissingPid> missingPid)
      implements Row {
    @Override
    public OptionalLong netns() {
      return OptionalLong.empty();
    }

    @Override
    public OptionalLong inode() {
      return OptionalLong.empty();
    }

    @Override
    public OptionalLong cookie() {
      return OptionalLong.empty();
    }

    @Override
    public OptionalLong uid() {
      return OptionalLong.empty();
    }

    @Override
    public OptionalLong receiveQueue() {
      return OptionalLong.empty();
    }

    @Override
    public OptionalLong sendQueue() {
      return OptionalLong.empty();
    }

    @Override
    public OptionalLong lastUser() {
      return OptionalLong.empty();
    }

    @Override
    public OptionalInt nativeFd() {
      return OptionalInt.empty();
    }

    @Override
    public Optional<String> nativeState() {
      return Optional.empty();
    }

    @Override
    public Optional<UnixEndpoint> nativeLaddr() {
      return Optional.empty();
    }

    @Override
    public Optional<UnixEndpoint> nativeRaddr() {
      return Optional.empty();
    }

    @Override
    public Optional<PidKind> pidKind() {
      return missingPid.isPresent() ? Optional.empty() : Optional.of(PidKind.HOLDER);
    }
  }
}
