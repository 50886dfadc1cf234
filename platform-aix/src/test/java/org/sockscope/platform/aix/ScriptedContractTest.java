// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.aix;

import java.util.EnumSet;
import org.sockscope.Kind;
import org.sockscope.contract.PlatformContract;
import org.sockscope.contract.Promise;
import org.sockscope.contract.Promises;
import org.sockscope.contract.World;
import org.sockscope.spi.UnixNames;

/** The contract, on the scripted AIX. */
class ScriptedContractTest extends PlatformContract {
  private static final Promises PROMISES =
      new Promises(
          EnumSet.allOf(Kind.class),
          UnixNames.BOTH,
          EnumSet.complementOf(EnumSet.of(Promise.OWNERLESS, Promise.IDLE)));

  @Override
  protected World world() {
    return new ScriptedAix();
  }

  @Override
  protected Promises promises() {
    return PROMISES;
  }
}
