// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.macos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.sockscope.Connection;
import org.sockscope.Kind;
import org.sockscope.Query;
import org.sockscope.Status;
import org.sockscope.contract.Scenario;
import org.sockscope.contract.scripted.ScriptedQueries;

/** Asks the scripted macOS. */
abstract class MacosQueries extends ScriptedQueries {
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

  MacosQueries() {
    super(ScriptedMacos.OS_NAME, Query.of(Kind.ALL).unbound(true));
  }

  List<Connection> connections(long pid, String scenario) {
    Scenario.write(scenario);
    return scope.process(pid).connections(Kind.ALL);
  }

  static void assertIsServer(Connection row) {
    assertEquals(100, row.pid());
    assertEquals(3, row.fd());
    assertEquals("127.0.0.1 8080", local(row));
    assertEquals(Status.LISTEN, row.status());
  }
}
