// SPDX-License-Identifier: Apache-2.0
/** Sockscope on Windows: the provider, and in C the collector behind it. */
@NullMarked
package org.sockscope.platform.windows;

import org.jspecify.annotations.NullMarked;
