// SPDX-License-Identifier: Apache-2.0
/** The crossing from Java to C that all platforms share. Its types are for the platforms alone. */
@SuppressWarnings(
    "module") // the modules that it is open to are not there when this one is compiled
module org.sockscope.jni {
  requires static org.jspecify;
  requires transitive org.sockscope;

  exports org.sockscope.jni to
      org.sockscope.platform.linux,
      org.sockscope.platform.windows,
      org.sockscope.platform.macos,
      org.sockscope.platform.bsd,
      org.sockscope.platform.sunos,
      org.sockscope.platform.aix,
      org.sockscope.benchmarks;
}
