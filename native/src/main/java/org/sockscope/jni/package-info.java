// SPDX-License-Identifier: Apache-2.0
/**
 * The crossing from Java to C: the native methods, the loading of the library that has them, and
 * the decoder of the packed rows that come back. One crossing per query; no callback from C to
 * Java.
 */
@NullMarked
package org.sockscope.jni;

import org.jspecify.annotations.NullMarked;
