// SPDX-License-Identifier: Apache-2.0
/** Sockscope on AIX: the provider, and in C the collector behind it. */
@NullMarked
package org.sockscope.platform.aix;

import org.jspecify.annotations.NullMarked;
