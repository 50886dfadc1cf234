// SPDX-License-Identifier: Apache-2.0
/**
 * The domain, between the API that programs use and the port that systems implement. It knows no
 * system, no file format and no native code.
 */
@NullMarked
package org.sockscope.core;

import org.jspecify.annotations.NullMarked;
