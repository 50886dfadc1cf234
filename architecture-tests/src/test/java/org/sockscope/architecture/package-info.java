// SPDX-License-Identifier: Apache-2.0
/**
 * What the code of the modules may not do. Each rule is also tried on classes that break it, in
 * {@code fixture}.
 */
@NullMarked
package org.sockscope.architecture;

import org.jspecify.annotations.NullMarked;
