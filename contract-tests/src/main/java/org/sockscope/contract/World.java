// SPDX-License-Identifier: Apache-2.0
package org.sockscope.contract;

import java.util.Map;
import org.sockscope.Sockscope;

/**
 * Where the sockets of a test come from. A test gets a world of its own and closes it.
 *
 * <p>When a method of the world or of its holders returns, the change is done: the next query sees
 * it, also one of a scope that was opened before. No other process opens, closes or inherits a
 * socket of the world.
 *
 * <p>What the world says of its sockets must not come from Sockscope: on a running system it comes
 * from the holder itself, by way of {@code getsockname} and the like; in a scenario it is what the
 * scenario says.
 */
public interface World extends AutoCloseable {
  /**
   * What this world can't do. Tests that need it are skipped, and say so.
   *
   * @return why, for each thing that it can't do, as the end of a sentence; the methods of {@link
   *     Holder} and the {@link Opening}s that need it are never asked for
   */
  Map<Feature, String> missing();

  /**
   * Opens a scope of the system that the world is on.
   *
   * @return a scope of its own
   */
  default Sockscope openScope() {
    return Sockscope.system();
  }

  /**
   * Starts a process that holds no socket.
   *
   * @return the process
   */
  Holder start();

  /** Ends all processes of the world. Their sockets are closed when it returns. */
  @Override
  void close();
}
