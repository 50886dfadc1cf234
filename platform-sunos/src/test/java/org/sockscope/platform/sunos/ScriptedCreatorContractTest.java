// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.sunos;

import java.util.EnumSet;
import org.sockscope.Kind;
import org.sockscope.contract.PlatformContract;
import org.sockscope.contract.Promise;
import org.sockscope.contract.Promises;
import org.sockscope.contract.World;
import org.sockscope.spi.UnixNames;

/** The contract, on a release that tells nothing of descriptors: each socket is its creator's. */
class ScriptedCreatorContractTest extends PlatformContract {
  @Override
  protected World world() {
    return new ScriptedSunOs(false);
  }

  @Override
  protected Promises promises() {
    return new Promises(
        EnumSet.complementOf(EnumSet.of(Kind.UNIX)),
        UnixNames.NONE,
        EnumSet.of(
            Promise.UNBOUND,
            Promise.BOUND_TCP,
            Promise.IDLE,
            Promise.UDP_REMOTE,
            Promise.OWNERLESS,
            Promise.ZOMBIE));
  }
}
