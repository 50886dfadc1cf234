// SPDX-License-Identifier: Apache-2.0
/** The command line: a program over the public API, with nothing to compile against. */
module org.sockscope.cli {
  requires org.sockscope;
  requires info.picocli;
  requires com.fasterxml.jackson.core;
  requires de.siegmar.fastcsv;

  opens org.sockscope.cli to
      info.picocli;
}
