// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.sockscope.cli;

import org.jspecify.annotations.NullMarked;
