// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.bsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.sockscope.Kind;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.Snapshot;
import org.sockscope.Status;
import org.sockscope.contract.scripted.ScriptedQueries;

/** Asks one of the three scripted systems. */
abstract class BsdQueries extends ScriptedQueries {
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

  /**
   * Queries.
   *
   * @param system what its JVM says in the property {@code os.name}
   */
  BsdQueries(String system) {
    super(system, EVERYTHING);
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
}
