// SPDX-License-Identifier: Apache-2.0
/** Sockscope on SunOS (illumos, Solaris): the provider, and in C the collector behind it. */
@NullMarked
package org.sockscope.platform.sunos;

import org.jspecify.annotations.NullMarked;
