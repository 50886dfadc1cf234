// SPDX-License-Identifier: Apache-2.0
package org.sockscope.core;

import org.sockscope.NoSuchProcessException;
import org.sockscope.SockscopeException;
import org.sockscope.spi.SocketRequest;
import org.sockscope.spi.SocketRows;
import org.sockscope.spi.SocketTable;

/**
 * Sees to it that what was read is about the process of a handle, and not about another one that
 * got its pid.
 */
record ProcessGuard(ProcessHandle process) {
  SocketRows read(SocketTable table, SocketRequest request) {
    if (!process.isAlive()) {
      throw gone();
    }
    SocketRows rows;
    try {
      rows = table.read(request);
    } catch (NoSuchProcessException e) {
      throw e;
    } catch (SockscopeException e) {
      if (process.isAlive()) {
        throw e;
      }
      NoSuchProcessException gone = gone();
      gone.addSuppressed(e);
      throw gone;
    }
    if (!process.isAlive()) {
      rows.close();
      throw gone();
    }
    return rows;
  }

  private NoSuchProcessException gone() {
    return new NoSuchProcessException("process " + process.pid() + " has ended", process.pid());
  }
}
