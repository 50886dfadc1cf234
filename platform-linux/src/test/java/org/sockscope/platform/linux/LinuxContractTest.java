// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
      new Promises(
          EnumSet.allOf(Kind.class),
          UnixNames.LOCAL,
          EnumSet.complementOf(EnumSet.of(Promise.IDLE)));

  private static final Pattern KERNEL = Pattern.compile("(\\d+)\\.(\\d+).*");

  @Override
  protected World world() {
    return new HolderWorld();
  }

  @Override
  protected Promises promises() {
    return tellsBoundSockets() ? PROMISES : withoutBoundTcp();
  }

  /** What is promised where the kernel shows no socket that is bound and nothing more. */
  static Promises withoutBoundTcp() {
    Set<Promise> kept = EnumSet.complementOf(EnumSet.of(Promise.IDLE, Promise.BOUND_TCP));
    return new Promises(PROMISES.kinds(), PROMISES.unixNames(), kept);
  }

  /** Linux 6.8 and later lists them in sock_diag. */
  private static boolean tellsBoundSockets() {
    Matcher kernel = KERNEL.matcher(System.getProperty("os.version"));
    assertTrue(kernel.matches());
    int major = Integer.parseInt(kernel.group(1));
    return major > 6 || (major == 6 && Integer.parseInt(kernel.group(2)) >= 8);
  }
}
