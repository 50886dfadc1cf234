// SPDX-License-Identifier: Apache-2.0
/**
 * The outbound port, for those who bring an operating system to Sockscope; programs that only ask
 * have no use for it.
 *
 * <p>An adapter is a {@link org.sockscope.spi.SocketTableProvider}, found by {@link
 * java.util.ServiceLoader}. It brings facts as the kernel tells them; what they mean (kinds,
 * missing ends, missing pids, the promises that hold on every system) is decided once, by the core.
 */
@NullMarked
package org.sockscope.spi;

import org.jspecify.annotations.NullMarked;
