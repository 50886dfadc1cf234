// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.windows;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.sockscope.contract.Feature;
import org.sockscope.contract.World;

/** Real processes that really open sockets, each one of the program {@code holder}. */
final class HolderWorld implements World {
  /** The property with the path of the program. */
  static final String PROGRAM = "sockscope.test.holder";

  /** The property that whoever runs the tests under Wine sets to true. */
  private static final String WINE = "sockscope.test.wine";

  private static final String NO_UNIX = "Windows lists no UNIX sockets";

  private static final Map<Feature, String> MISSING_ON_WINDOWS =
      Map.of(
          Feature.UNIX,
          NO_UNIX,
          Feature.SEQPACKET,
          NO_UNIX,
          Feature.ABSTRACT_NAME,
          NO_UNIX,
          Feature.FORK,
          "Windows has no fork",
          Feature.ZOMBIE,
          "a process of Windows that has ended is not listed, waited for or not",
          Feature.UNANSWERED_REQUEST,
          "Windows refuses a request that its queue has no room for",
          Feature.MAPPED_INET4,
          "which of its tables has such a connection was not seen on a real Windows yet, and"
              + " Wine has it in that of IPv6, as Linux does");

  /** Seen with Wine 8. */
  private static final Map<Feature, String> MISSING_UNDER_WINE =
      Map.of(
          Feature.TCP6_HOLDER, "Wine tells owner 0 for each TCP socket over IPv6",
          Feature.ACCEPTED_HOLDER, "Wine tells owner 0 for each TCP socket that was accepted",
          Feature.REUSE_PORT, "Wine refuses to bind a second listener (WSAEACCES)");

  private static final boolean HAS_INET6 = hasInet6();

  private final List<HolderProcess> holders = new ArrayList<>();

  static boolean isWine() {
    return Boolean.getBoolean(WINE);
  }

  private static boolean hasInet6() {
    try (HolderWorld world = new HolderWorld()) {
      return world.start().hasInet6();
    }
  }

  @Override
  public Map<Feature, String> missing() {
    return missingHere();
  }

  /** What every such world can't do. */
  static Map<Feature, String> missingHere() {
    Map<Feature, String> missing = new EnumMap<>(MISSING_ON_WINDOWS);
    if (isWine()) {
      missing.putAll(MISSING_UNDER_WINE);
    }
    if (!HAS_INET6) {
      missing.put(Feature.INET6, "this machine has no IPv6");
    }
    return missing;
  }

  @Override
  public HolderProcess start() {
    String program = System.getProperty(PROGRAM);
    if (program == null) {
      throw new IllegalStateException("the property " + PROGRAM + " must name the program holder");
    }
    HolderProcess holder = HolderProcess.start(program);
    holders.add(holder);
    return holder;
  }

  @Override
  public void close() {
    holders.forEach(HolderProcess::end);
  }
}
