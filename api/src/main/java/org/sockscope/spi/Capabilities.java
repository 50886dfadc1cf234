// SPDX-License-Identifier: Apache-2.0
package org.sockscope.spi;

import java.util.Set;
import org.sockscope.Kind;

/**
 * What a system can tell, and what is promised to users of it.
 *
 * @param kinds the kinds that it can list, {@link Kind#ALL} among them
 * @param fds whether {@link org.sockscope.Connection#fd()} is the descriptor; if not it is always
 *     -1, and a descriptor that the rows have all the same is shown beside it
 * @param unixNames which names of a UNIX socket are shown in a connection
 */
public record Capabilities(Set<Kind> kinds, boolean fds, UnixNames unixNames) {
  /**
   * Copies the set.
   *
   * @param kinds see above
   * @param fds see above
   * @param unixNames see above
   */
  public Capabilities {
    kinds = Set.copyOf(kinds);
  }
}
