// SPDX-License-Identifier: Apache-2.0
/** Sockscope on macOS: the provider, and in C the collector behind it. */
@NullMarked
package org.sockscope.platform.macos;

import org.jspecify.annotations.NullMarked;
