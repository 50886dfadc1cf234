// SPDX-License-Identifier: Apache-2.0
package org.sockscope.cli;

/** How the sockets are written: the values of {@code --format}. */
enum OutputFormat {
  TABLE,
  JSON,
  JSONL,
  CSV
}
