// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.bsd;

import java.util.EnumSet;
import org.sockscope.Kind;
import org.sockscope.contract.PlatformContract;
import org.sockscope.contract.Promise;
import org.sockscope.contract.Promises;
import org.sockscope.contract.World;
import org.sockscope.spi.UnixNames;

/** The contract over the scripted FreeBSD. */
class ScriptedFreeBsdContractTest extends PlatformContract {
  private static final Promises PROMISES =
      new Promises(
          EnumSet.allOf(Kind.class),
          UnixNames.LOCAL,
          EnumSet.of(
              Promise.UNBOUND,
              Promise.BOUND_TCP,
              Promise.UDP_REMOTE,
              Promise.EVERY_HOLDER,
              Promise.OWNERLESS,
              Promise.MAPPED_INET4_IS_INET6,
              Promise.ZOMBIE));

  @Override
  protected World world() {
    return new ScriptedBsd("FreeBSD");
  }

  @Override
  protected Promises promises() {
    return PROMISES;
  }
}
