// SPDX-License-Identifier: Apache-2.0
/** The command line: a program over the public API, with nothing to compile against. */
module org.sockscope.cli {
  requires static org.jspecify;
  requires org.sockscope;
  requires org.apache.commons.cli;
  requires com.fasterxml.jackson.core;
  requires de.siegmar.fastcsv;
}
