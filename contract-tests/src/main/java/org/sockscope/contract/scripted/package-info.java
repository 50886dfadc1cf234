// SPDX-License-Identifier: Apache-2.0
/**
 * The contract over a scripted kernel: processes and sockets that a scenario tells of. A platform's
 * world extends {@link org.sockscope.contract.scripted.ScriptedWorld} and only says what lines its
 * kernel has for them.
 */
@NullMarked
package org.sockscope.contract.scripted;

import org.jspecify.annotations.NullMarked;
