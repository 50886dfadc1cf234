// SPDX-License-Identifier: Apache-2.0
/** Sockscope on FreeBSD, NetBSD and OpenBSD: the provider, and in C the collector behind it. */
@NullMarked
package org.sockscope.platform.bsd;

import org.jspecify.annotations.NullMarked;
