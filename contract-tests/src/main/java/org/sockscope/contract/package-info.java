// SPDX-License-Identifier: Apache-2.0
/**
 * What every platform must answer. To bring a platform under the contract, write two things:
 *
 * <ul>
 *   <li>a {@link org.sockscope.contract.World}, in which processes open sockets: on a running
 *       system, real processes that really open them; over a scripted kernel, lines of a scenario;
 *   <li>a test class that extends {@link org.sockscope.contract.PlatformContract} and states the
 *       {@link org.sockscope.contract.Promises} of the system.
 * </ul>
 *
 * <p>The tests ask a {@link org.sockscope.Sockscope} and nothing else, and compare what it says
 * with what the world knows from another source. They look only at the processes and ports of the
 * world, so that they hold on a busy machine.
 */
@NullMarked
package org.sockscope.contract;

import org.jspecify.annotations.NullMarked;
