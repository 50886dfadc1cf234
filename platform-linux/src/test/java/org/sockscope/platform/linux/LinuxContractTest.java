// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import java.util.EnumSet;
import org.sockscope.Kind;
import org.sockscope.contract.PlatformContract;
import org.sockscope.contract.Promise;
import org.sockscope.contract.Promises;
import org.sockscope.contract.World;
import org.sockscope.spi.UnixNames;

/** The contract, on this machine's kernel. */
class LinuxContractTest extends PlatformContract {
  /** What every Linux promises, a real one or a scripted one. */
  static final Promises PROMISES =
      new Promises(EnumSet.allOf(Kind.class), UnixNames.LOCAL, EnumSet.allOf(Promise.class));

  @Override
  protected World world() {
    return new HolderWorld();
  }

  @Override
  protected Promises promises() {
    return PROMISES;
  }
}
