// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.macos;

import org.sockscope.contract.PlatformContract;
import org.sockscope.contract.Promises;
import org.sockscope.contract.World;

/** The contract as an ordinary user sees it: of their own processes, beside those of others. */
class ScriptedUserContractTest extends PlatformContract {
  @Override
  protected World world() {
    return new ScriptedMacos(
        "process 300 name=launchd uid=0",
        "fd 300 3 1",
        "fd 300 4 2",
        "fd 300 5 3",
        "fd 300 6 4",
        "tcp4 1 1 0.0.0.0 22 0.0.0.0 0",
        "tcp6 2 4 fe80::1 22 fe80::2 5000",
        "udp4 3 0.0.0.0 53 0.0.0.0 0",
        "unix 4 stream /var/run/launchd -");
  }

  @Override
  protected Promises promises() {
    return ScriptedContractTest.PROMISES;
  }
}
