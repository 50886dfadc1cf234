// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import org.sockscope.contract.PlatformContract;
import org.sockscope.contract.Promises;
import org.sockscope.contract.World;

/** The contract, on the scripted kernel. */
class ScriptedContractTest extends PlatformContract {
  @Override
  protected World world() {
    return new ScriptedLinux();
  }

  @Override
  protected Promises promises() {
    return LinuxContractTest.PROMISES;
  }
}
