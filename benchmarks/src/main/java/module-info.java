// SPDX-License-Identifier: Apache-2.0
/**
 * The benchmarks. They are compiled as a module, so that the compiler holds them to what other
 * modules export, and run on the class path, from one jar: JMH starts JVMs of its own, and gives
 * them no module path.
 */
module org.sockscope.benchmarks {
  requires static org.jspecify;
  requires org.sockscope;
  requires org.sockscope.jni;
  requires com.github.oshi;
  requires jmh.core;
}
