// SPDX-License-Identifier: Apache-2.0
/**
 * The sockets of a process or of the whole machine. {@link org.sockscope.Sockscope#system()} is the
 * way in.
 *
 * <p>Nothing in this package resolves a name, and no method returns null. A failed read is an
 * exception, never an empty list; every exception is a {@link org.sockscope.SockscopeException},
 * apart from {@link java.lang.IllegalArgumentException} and {@link java.lang.IllegalStateException}
 * for a wrong call.
 */
@NullMarked
package org.sockscope;

import org.jspecify.annotations.NullMarked;
