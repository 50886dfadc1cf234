// SPDX-License-Identifier: Apache-2.0
package org.sockscope.contract.scripted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.sockscope.Connection;
import org.sockscope.InetEndpoint;
import org.sockscope.MissingPid;
import org.sockscope.PidKind;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.Snapshot;
import org.sockscope.Sockscope;
import org.sockscope.SockscopeException;
import org.sockscope.SystemCallException;
import org.sockscope.contract.Scenario;

/** Asks a scripted system for what its scenario tells of, each test in a scope of its own. */
public abstract class ScriptedQueries {
  /** The scope of the test. */
  protected Sockscope scope;

  private final String system;
  private final Query query;

  /**
   * Queries.
   *
   * @param system what the system's own JVM has in the property {@code os.name}
   * @param query what is asked for
   */
  protected ScriptedQueries(String system, Query query) {
    this.system = system;
    this.query = query;
  }

  @BeforeEach
  final void openScope() {
    scope = ScriptedSystem.open(system);
  }

  @AfterEach
  final void closeScope() {
    scope.close();
  }

  /**
   * Asks for the sockets of the whole machine.
   *
   * @param scenario what there is
   * @return the answer
   */
  protected final Snapshot machine(String scenario) {
    Scenario.write(scenario);
    return scope.snapshot(query);
  }

  /**
   * Asks for the sockets of a process.
   *
   * @param pid the process
   * @param scenario what there is
   * @return the answer
   */
  protected final Snapshot process(long pid, String scenario) {
    Scenario.write(scenario);
    return scope.process(pid).snapshot(query);
  }

  /**
   * Asks for the sockets of a machine that has one.
   *
   * @param scenario what there is
   * @return its row
   */
  protected final Row onlyRow(String scenario) {
    return only(machine(scenario).rows());
  }

  /**
   * Asks for the sockets of the whole machine, which fails.
   *
   * @param scenario what there is
   * @return the failure, which tells what failed
   */
  protected final SystemCallException machineFailure(String scenario) {
    SystemCallException failure = assertThrows(SystemCallException.class, () -> machine(scenario));
    assertTrue(failure.getMessage().contains(failure.call()), failure::getMessage);
    assertTrue(failure.getMessage().contains(failure.text()), failure::getMessage);
    return failure;
  }

  /**
   * Asks for the sockets of a process, which fails.
   *
   * @param type what it fails with
   * @param pid the process
   * @param scenario what there is
   * @param <T> what it fails with
   * @return the failure, which tells of the process
   */
  protected final <T extends SockscopeException> T failure(
      Class<T> type, long pid, String scenario) {
    T failure = assertThrows(type, () -> process(pid, scenario));
    assertEquals(OptionalLong.of(pid), failure.pid());
    assertTrue(failure.getMessage().contains(Long.toString(pid)), failure::getMessage);
    return failure;
  }

  /**
   * Asserts what failed.
   *
   * @param call the system call or function
   * @param code its error
   * @param failure the failure
   */
  protected static void assertFailed(String call, int code, SystemCallException failure) {
    assertEquals(call, failure.call());
    assertEquals(code, failure.code());
    assertTrue(failure.getMessage().contains(call), failure::getMessage);
    assertTrue(failure.getMessage().contains(failure.text()), failure::getMessage);
  }

  /**
   * Asserts that a socket has no owner, though who used it last may be told.
   *
   * @param why the reason that the row gives
   * @param row its row
   */
  protected static void assertNobodys(MissingPid why, Row row) {
    assertEquals(-1, row.connection().pid());
    assertEquals(-1, row.connection().fd());
    assertEquals(OptionalInt.empty(), row.nativeFd());
    assertTrue(row.pidKind().filter(kind -> kind != PidKind.LAST_USER).isEmpty(), row::toString);
    assertEquals(Optional.of(why), row.missingPid());
    assertEquals(Optional.empty(), row.processName());
  }

  /**
   * The only element.
   *
   * @param list a list of one
   * @param <T> its type
   * @return it
   */
  protected static <T> T only(List<T> list) {
    assertEquals(1, list.size(), list::toString);
    return list.get(0);
  }

  /**
   * The only row of a local port.
   *
   * @param snapshot the answer
   * @param port the port
   * @return the row
   */
  protected static Row rowOfPort(Snapshot snapshot, int port) {
    return only(snapshot.rows().stream().filter(row -> hasPort(row, port)).toList());
  }

  private static boolean hasPort(Row row, int port) {
    return row.connection().laddr() instanceof InetEndpoint end && end.port() == port;
  }

  /**
   * The local end of a TCP or UDP socket, as scenarios write it.
   *
   * @param connection the socket
   * @return address and port, with a blank between
   */
  protected static String local(Connection connection) {
    InetEndpoint end = (InetEndpoint) connection.laddr();
    return end.text() + " " + end.port();
  }
}
