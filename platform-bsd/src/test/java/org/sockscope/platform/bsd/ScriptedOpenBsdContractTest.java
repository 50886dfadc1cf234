// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.bsd;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import org.sockscope.Kind;
import org.sockscope.contract.Feature;
import org.sockscope.contract.PlatformContract;
import org.sockscope.contract.Promise;
import org.sockscope.contract.Promises;
import org.sockscope.contract.World;
import org.sockscope.spi.UnixNames;

/** The contract over the scripted OpenBSD. */
class ScriptedOpenBsdContractTest extends PlatformContract {
  private static final Promises PROMISES =
      new Promises(
          EnumSet.allOf(Kind.class),
          UnixNames.NONE,
          EnumSet.of(
              Promise.FD,
              Promise.UNBOUND,
              Promise.BOUND_TCP,
              Promise.UDP_REMOTE,
              Promise.EVERY_HOLDER,
              Promise.OWNERLESS,
              Promise.ZOMBIE));

  @Override
  protected World world() {
    return new ScriptedBsd("OpenBSD") {
      @Override
      public Map<Feature, String> missing() {
        Map<Feature, String> missing = new HashMap<>(super.missing());
        missing.put(Feature.MAPPED_INET4, "OpenBSD's sockets of IPv6 carry no IPv4");
        return missing;
      }
    };
  }

  @Override
  protected Promises promises() {
    return PROMISES;
  }
}
