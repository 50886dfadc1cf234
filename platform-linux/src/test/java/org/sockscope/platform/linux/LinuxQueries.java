// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.sockscope.Kind;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.Status;
import org.sockscope.contract.scripted.ScriptedQueries;

/** Asks the scripted Linux, for what a real kernel doesn't do on demand. */
abstract class LinuxQueries extends ScriptedQueries {
  /** A process with one listener, on port 8080. */
  static final String SERVER =
      """
      process 100 server
      fd 100 3 socket:[1001]
      tcp4 10 127.0.0.1 8080 0.0.0.0 0 inode=1001 uid=7 cookie=1
      """;

  /** By errno-base.h. */
  static final int EIO = 5;

  static final int ENOENT = 2;
  static final int ENOMEM = 12;
  static final int EMFILE = 24;
  static final int EBADMSG = 74;

  LinuxQueries() {
    super("Linux", Query.of(Kind.ALL));
  }

  static void assertIsServer(Row row) {
    assertEquals(100, row.connection().pid());
    assertEquals(3, row.connection().fd());
    assertEquals("127.0.0.1 8080", local(row.connection()));
    assertEquals(Status.LISTEN, row.connection().status());
  }
}
