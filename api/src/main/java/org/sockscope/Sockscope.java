// SPDX-License-Identifier: Apache-2.0
package org.sockscope;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Consumer;
import org.sockscope.spi.SockscopeFactory;

/**
 * Which sockets does a process hold, and which process holds a socket?
 *
 * <pre>{@code
 * try (Sockscope scope = Sockscope.system()) {
 *   for (Connection c : scope.connections(Kind.TCP)) {
 *     System.out.println(c.pid() + " " + c.laddr() + " -> " + c.raddr() + " " + c.status());
 *   }
 * }
 * }</pre>
 *
 * <p>Make one and keep it: opening costs more than asking. It is thread-safe, and queries of
 * several threads run side by side. Every query may throw {@link SystemCallException} if the system
 * refuses or fails, and throws {@link IllegalStateException} after {@link #close()}.
 *
 * <p>What may be seen is decided by the rights of the process at the time of each query. What was
 * opened with rights may go on being used until it is closed, so hand a scope only to code that may
 * have those rights.
 */
public interface Sockscope extends AutoCloseable {
  /**
   * Opens the sockets of this machine. Each call is a scope of its own.
   *
   * @return the scope; close it when it is not needed any more
   * @throws UnsupportedPlatformException if no adapter on the class path or module path serves this
   *     system; its message names the dependency to add
   * @throws NativeLibraryException if the adapter's native library can't be loaded, or can't know
   *     the classes, since they were relocated into other packages
   */
  static Sockscope system() {
    Relocation.refuse();
    Iterator<SockscopeFactory> factories =
        ServiceLoader.load(SockscopeFactory.class, Sockscope.class.getClassLoader()).iterator();
    if (!factories.hasNext()) {
      throw new UnsupportedPlatformException(
          "sockscope-core is missing: add the dependency org.sockscope:sockscope-core, or a platform artifact, which brings it");
    }
    return factories.next().open();
  }

  /**
   * The TCP and UDP sockets of the whole machine, {@link Kind#INET}.
   *
   * @return an immutable list in no particular order; it may hold equal elements
   */
  List<Connection> connections();

  /**
   * The sockets of a kind of the whole machine.
   *
   * @param kind the kind
   * @return an immutable list in no particular order; it may hold equal elements
   * @throws UnsupportedKindException if the system can't list that kind
   */
  List<Connection> connections(Kind kind);

  /**
   * The sockets of a kind of the whole machine, by the kind's name.
   *
   * @param kind a name that {@link Kind#of(String)} takes
   * @return an immutable list in no particular order; it may hold equal elements
   * @throws IllegalArgumentException if there is no kind of that name
   * @throws UnsupportedKindException if the system can't list that kind
   */
  List<Connection> connections(String kind);

  /**
   * The sockets of one process. Nothing is asked of the system yet.
   *
   * @param pid the process
   * @return its sockets
   * @throws IllegalArgumentException if the pid is negative
   */
  ProcessSockets process(long pid);

  /**
   * The sockets of one process. The process is checked to be alive before and after each query, so
   * that an answer is never about another process that got the same pid.
   *
   * @param process the process
   * @return its sockets
   */
  ProcessSockets process(ProcessHandle process);

  /**
   * All that a query asks for, with everything that the system tells.
   *
   * @param query the query
   * @return the answer
   * @throws UnsupportedKindException if the system can't list its kind
   * @throws NoSuchProcessException if the query names a process that is not there
   * @throws AccessDeniedException if the query may not be answered with the rights of this process
   */
  Snapshot snapshot(Query query);

  /**
   * Shows each row of an answer to a visitor, without making objects of them. The system is asked
   * first, then the visitor is called; it may use this scope, and an exception that it throws ends
   * the iteration.
   *
   * @param query the query
   * @param visitor called for each row, with a cursor that is valid only during the call
   * @throws UnsupportedKindException if the system can't list its kind
   * @throws NoSuchProcessException if the query names a process that is not there
   * @throws AccessDeniedException if the query may not be answered with the rights of this process
   */
  void forEach(Query query, Consumer<? super RowCursor> visitor);

  /**
   * The kinds that this system can list.
   *
   * @return an immutable set; {@link Kind#ALL} is always in it
   */
  Set<Kind> supportedKinds();

  /**
   * The ways of asking this system, if there are several. Which one was taken, {@link
   * Snapshot#method()} tells; that one is closed to this process is told only by trying it, with a
   * scope that the property {@code sockscope.method} holds to it.
   *
   * @return an immutable list of their names, best first; empty where there is no choice
   */
  default List<String> methods() {
    return List.of();
  }

  /**
   * The native library that asks the system.
   *
   * @return the file or the resource of a jar that it was loaded from, for people to read; empty if
   *     there is no such library
   */
  default Optional<String> library() {
    return Optional.empty();
  }

  /** Closes the scope, after the queries that are running. Closing it again does nothing. */
  @Override
  void close();
}
