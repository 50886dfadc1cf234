// SPDX-License-Identifier: Apache-2.0
package org.sockscope;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to ask for. Immutable: each method returns a new query with one thing changed.
 *
 * <p>What a query leaves out costs less, where the system can be asked for less. The answer is the
 * same on every system.
 */
public final class Query {
  private static final int UNSET = 0;
  private static final long EVERY_PROCESS = -1;

  private final Kind kind;
  private final Set<Status> statuses;
  private final int localPort;
  private final int remotePort;
  private final long process;
  private final boolean anyHolder;
  private final boolean unbound;

  private Query(
      Kind kind,
      Set<Status> statuses,
      int localPort,
      int remotePort,
      long process,
      boolean anyHolder,
      boolean unbound) {
    this.kind = kind;
    this.statuses = statuses;
    this.localPort = localPort;
    this.remotePort = remotePort;
    this.process = process;
    this.anyHolder = anyHolder;
    this.unbound = unbound;
  }

  /**
   * All sockets of a kind, of the whole machine.
   *
   * @param kind the kind
   * @return the query
   */
  public static Query of(Kind kind) {
    return new Query(
        Objects.requireNonNull(kind), Set.of(), UNSET, UNSET, EVERY_PROCESS, false, false);
  }

  /**
   * Only rows with one of these statuses. UDP and UNIX sockets have the status {@link Status#NONE}.
   *
   * @param wanted the statuses, in place of those given before; none at all lifts the restriction
   * @return the query
   */
  public Query status(Status... wanted) {
    EnumSet<Status> set = EnumSet.noneOf(Status.class);
    set.addAll(List.of(wanted));
    return new Query(
        kind, Collections.unmodifiableSet(set), localPort, remotePort, process, anyHolder, unbound);
  }

  /**
   * Only rows with this local port; UNIX sockets have none.
   *
   * @param port the port, 1 to 65535
   * @return the query
   * @throws IllegalArgumentException if the port is out of range
   */
  public Query localPort(int port) {
    return new Query(kind, statuses, requirePort(port), remotePort, process, anyHolder, unbound);
  }

  /**
   * Only rows with this remote port; UNIX sockets and listeners have none.
   *
   * @param port the port, 1 to 65535
   * @return the query
   * @throws IllegalArgumentException if the port is out of range
   */
  public Query remotePort(int port) {
    return new Query(kind, statuses, localPort, requirePort(port), process, anyHolder, unbound);
  }

  /**
   * Only sockets that this process holds.
   *
   * @param pid the process
   * @return the query
   * @throws IllegalArgumentException if the pid is negative
   */
  public Query process(long pid) {
    if (pid < 0) {
      throw new IllegalArgumentException("pid " + pid + " is negative");
    }
    return new Query(kind, statuses, localPort, remotePort, pid, anyHolder, unbound);
  }

  /**
   * One holder per socket is enough: the search for holders may stop when each socket has one.
   * Which one is then open, and more may be listed.
   *
   * @return the query
   */
  public Query anyHolder() {
    return new Query(kind, statuses, localPort, remotePort, process, true, unbound);
  }

  /**
   * Whether to list, too, sockets that no table of the system has yet: TCP sockets that neither
   * listen nor ever connected ({@link Status#BOUND} where bound, {@link Status#CLOSE} where not, on
   * SunOS {@link Status#IDLE}), and UDP sockets without a port.
   *
   * @param listed true to list them; false, as in a new query, to leave them out
   * @return the query
   */
  public Query unbound(boolean listed) {
    return new Query(kind, statuses, localPort, remotePort, process, anyHolder, listed);
  }

  private static int requirePort(int port) {
    if (port < 1 || port > 0xFFFF) {
      throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
    }
    return port;
  }

  /**
   * The kind.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
  }

  /**
   * The statuses that rows must have.
   *
   * @return an immutable set; empty if any status will do
   */
  public Set<Status> statuses() {
    return statuses;
  }

  /**
   * The local port that rows must have.
   *
   * @return the port, empty if any will do
   */
  public OptionalInt localPort() {
    return localPort == UNSET ? OptionalInt.empty() : OptionalInt.of(localPort);
  }

  /**
   * The remote port that rows must have.
   *
   * @return the port, empty if any will do
   */
  public OptionalInt remotePort() {
    return remotePort == UNSET ? OptionalInt.empty() : OptionalInt.of(remotePort);
  }

  /**
   * The process that must hold the sockets.
   *
   * @return the pid, empty for the whole machine
   */
  public OptionalLong process() {
    return process == EVERY_PROCESS ? OptionalLong.empty() : OptionalLong.of(process);
  }

  /**
   * Whether one holder per socket is enough.
   *
   * @return true after {@link #anyHolder()}
   */
  public boolean isAnyHolder() {
    return anyHolder;
  }

  /**
   * Whether sockets without a port of their own are listed.
   *
   * @return what {@link #unbound(boolean)} set last, false in a new query
   */
  public boolean isUnbound() {
    return unbound;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Query that
        && kind == that.kind
        && statuses.equals(that.statuses)
        && localPort == that.localPort
        && remotePort == that.remotePort
        && process == that.process
        && anyHolder == that.anyHolder
        && unbound == that.unbound;
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, statuses, localPort, remotePort, process, anyHolder, unbound);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("Query[").append(kind.label());
    if (!statuses.isEmpty()) {
      text.append(", status ").append(statuses);
    }
    localPort().ifPresent(port -> text.append(", local port ").append(port));
    remotePort().ifPresent(port -> text.append(", remote port ").append(port));
    process().ifPresent(pid -> text.append(", process ").append(pid));
    if (anyHolder) {
      text.append(", any holder");
    }
    if (unbound) {
      text.append(", unbound too");
    }
    return text.append(']').toString();
  }
}
