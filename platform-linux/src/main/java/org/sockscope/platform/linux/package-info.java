// SPDX-License-Identifier: Apache-2.0
/** Sockscope on Linux: the provider, and in C the collector behind it. */
@NullMarked
package org.sockscope.platform.linux;

import org.jspecify.annotations.NullMarked;
