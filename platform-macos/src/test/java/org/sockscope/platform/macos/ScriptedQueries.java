// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.macos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.sockscope.Connection;
import org.sockscope.InetEndpoint;
import org.sockscope.Kind;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.Snapshot;
import org.sockscope.Sockscope;
import org.sockscope.SockscopeException;
import org.sockscope.Status;
import org.sockscope.SystemCallException;
import org.sockscope.contract.Scenario;
import org.sockscope.contract.scripted.ScriptedSystem;

/** Asks the scripted macOS, each test in a scope of its own. */
abstract class ScriptedQueries {
  /** A process of the user who asks, with one listener, on port 8080. */
  static final String SERVER =
      """
      process 100 name=server
      fd 100 3 1
      tcp4 1 1 127.0.0.1 8080 0.0.0.0 0
      """;

  /** By errno-base.h and errno.h of the system that the tests run on. */
  static final int EIO = 5;

  static final int ENOMEM = 12;
  static final int EBADMSG = 74;

  Sockscope scope;

  @BeforeEach
  void openScope() {
    scope = ScriptedSystem.open(ScriptedMacos.OS_NAME);
  }

  @AfterEach
  void closeScope() {
    scope.close();
  }

  Snapshot machine(String scenario) {
    Scenario.write(scenario);
    return scope.snapshot(Query.of(Kind.ALL).unbound(true));
  }

  List<Connection> process(long pid, String scenario) {
    Scenario.write(scenario);
    return scope.process(pid).connections(Kind.ALL);
  }

  <T extends SockscopeException> T failure(Class<T> type, long pid, String scenario) {
    Scenario.write(scenario);
    T failure = assertThrows(type, () -> scope.process(pid).connections(Kind.ALL));
    assertEquals(OptionalLong.of(pid), failure.pid());
    assertTrue(failure.getMessage().contains(Long.toString(pid)), failure::getMessage);
    return failure;
  }

  SystemCallException machineFailure(String scenario) {
    return assertThrows(SystemCallException.class, () -> machine(scenario));
  }

  static void assertFailed(String call, int errno, SystemCallException failure) {
    assertEquals(call, failure.call());
    assertEquals(errno, failure.code());
    assertTrue(failure.getMessage().contains(call), failure::getMessage);
    assertTrue(failure.getMessage().contains(failure.text()), failure::getMessage);
  }

  static <T> T only(List<T> list) {
    assertEquals(1, list.size(), list::toString);
    return list.get(0);
  }

  static Row rowOfPort(Snapshot snapshot, int port) {
    return only(snapshot.rows().stream().filter(row -> hasPort(row, port)).toList());
  }

  private static boolean hasPort(Row row, int port) {
    return row.connection().laddr() instanceof InetEndpoint end && end.port() == port;
  }

  static String local(Connection row) {
    InetEndpoint end = (InetEndpoint) row.laddr();
    return end.text() + " " + end.port();
  }

  static void assertIsServer(Connection row) {
    assertEquals(100, row.pid());
    assertEquals(3, row.fd());
    assertEquals("127.0.0.1 8080", local(row));
    assertEquals(Status.LISTEN, row.status());
  }
}
