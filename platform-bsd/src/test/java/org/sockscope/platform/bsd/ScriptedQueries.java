// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.bsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.sockscope.Connection;
import org.sockscope.InetEndpoint;
import org.sockscope.Kind;
import org.sockscope.MissingPid;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.Snapshot;
import org.sockscope.Sockscope;
import org.sockscope.SockscopeException;
import org.sockscope.Status;
import org.sockscope.SystemCallException;
import org.sockscope.contract.Scenario;
import org.sockscope.contract.scripted.ScriptedSystem;

/** Asks one of the three scripted systems, each test in a scope of its own. */
abstract class ScriptedQueries {
  /** A process with one listener, on port 8080. */
  static final String SERVER =
      """
      process 100 server
      tcp4 1 1 127.0.0.1 8080 0.0.0.0 0
      holds 100 3 1
      """;

  /** By errno-base.h and errno.h of the system that the tests run on. */
  static final int EPERM = 1;

  static final int EIO = 5;
  static final int ENOMEM = 12;
  static final int EINVAL = 22;

  static final Query EVERYTHING = Query.of(Kind.ALL).unbound(true);

  private final String system;
  Sockscope scope;

  /**
   * Queries.
   *
   * @param system what its JVM says in the property {@code os.name}
   */
  ScriptedQueries(String system) {
    this.system = system;
  }

  @BeforeEach
  void openScope() {
    scope = ScriptedSystem.open(system);
  }

  @AfterEach
  void closeScope() {
    scope.close();
  }

  Snapshot machine(String scenario) {
    Scenario.write(scenario);
    return scope.snapshot(EVERYTHING);
  }

  Snapshot process(long pid, String scenario) {
    Scenario.write(scenario);
    return scope.process(pid).snapshot(EVERYTHING);
  }

  <T extends SockscopeException> T failure(Class<T> type, long pid, String scenario) {
    T failure = assertThrows(type, () -> process(pid, scenario));
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

  /** The descriptor, wherever the system's promise puts it. */
  static int descriptor(Row row) {
    return row.nativeFd().orElse(row.connection().fd());
  }

  /** Whether all of the answer is the listener of {@link #SERVER}, with its holder. */
  static void assertIsServer(Snapshot snapshot) {
    assertTrue(snapshot.complete());
    assertIsServer(only(snapshot.rows()));
  }

  static void assertIsServer(Row row) {
    assertEquals(100, row.connection().pid());
    assertEquals(3, descriptor(row));
    assertEquals("127.0.0.1 8080", local(row.connection()));
    assertEquals(Status.LISTEN, row.connection().status());
    assertEquals(Optional.of("server"), row.processName());
  }

  static void assertNobodys(MissingPid why, Row row) {
    assertEquals(-1, row.connection().pid());
    assertEquals(-1, descriptor(row));
    assertEquals(Optional.of(why), row.missingPid());
    assertEquals(Optional.empty(), row.processName());
  }
}
