// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.windows;

import java.util.EnumSet;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.sockscope.Kind;
import org.sockscope.contract.PlatformContract;
import org.sockscope.contract.Promise;
import org.sockscope.contract.Promises;
import org.sockscope.contract.World;
import org.sockscope.spi.UnixNames;

/** The contract, on a Windows or under Wine. */
@EnabledOnOs(value = OS.WINDOWS, disabledReason = "src/test/wine/run runs it under Wine")
class WindowsContractTest extends PlatformContract {
  /** What every Windows promises, a real one or a scripted one. */
  static final Promises PROMISES =
      new Promises(
          EnumSet.complementOf(EnumSet.of(Kind.UNIX)),
          UnixNames.NONE,
          EnumSet.of(Promise.OWNERLESS));

  @Override
  protected World world() {
    return new HolderWorld();
  }

  @Override
  protected Promises promises() {
    return PROMISES;
  }
}
