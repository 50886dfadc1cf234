// SPDX-License-Identifier: Apache-2.0
/**
 * What every platform must answer, written once as JUnit tests. A platform's tests extend {@link
 * org.sockscope.contract.PlatformContract}.
 */
module org.sockscope.contract {
  requires transitive org.sockscope;
  requires transitive org.junit.jupiter.api;
  requires static org.jspecify;

  exports org.sockscope.contract;
  exports org.sockscope.contract.scripted;

  opens org.sockscope.contract to
      org.junit.platform.commons;
  opens org.sockscope.contract.scripted to
      org.junit.platform.commons;
}
