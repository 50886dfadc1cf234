// SPDX-License-Identifier: Apache-2.0
/** What the parts that run once per socket cost. */
@NullMarked
package org.sockscope.benchmarks;

import org.jspecify.annotations.NullMarked;
