// SPDX-License-Identifier: Apache-2.0
package org.sockscope.contract;

import org.sockscope.Connection;
import org.sockscope.Endpoint;
import org.sockscope.InetEndpoint;

/** The ports of a connection, as the cursor and the query count them: 0 where there is none. */
final class Ends {
  private Ends() {}

  static int localPort(Connection row) {
    return port(row.laddr());
  }

  static int remotePort(Connection row) {
    return port(row.raddr());
  }

  private static int port(Endpoint end) {
    return end instanceof InetEndpoint inet ? inet.port() : 0;
  }
}
