// SPDX-License-Identifier: Apache-2.0
/** The command line. {@link org.sockscope.cli.Main} is the way in. */
@NullMarked
package org.sockscope.cli;

import org.jspecify.annotations.NullMarked;
