// SPDX-License-Identifier: Apache-2.0
package org.sockscope.jni;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Properties;

/**
 * The native library that a platform's jar carries for this processor. The version is part of the
 * file's name, so that a library of another version is never taken for it.
 *
 * @param loader the class loader of the platform
 * @param resource the name of the resource
 */
record BundledLibrary(ClassLoader loader, String resource) {

  /**
   * The library of a system, for the processor of this JVM.
   *
   * @param provider a class of the platform
   * @param system the system's name in classifiers, such as {@code linux}
   */
  static BundledLibrary of(Class<?> provider, String system) {
    return new BundledLibrary(
        provider.getClassLoader(),
        "META-INF/native/"
            + system
            + "-"
            + Architecture.current()
            + "/"
            + System.mapLibraryName("sockscope-" + system + "-" + version()));
  }

  /** Where it lies: in one jar, in several, or nowhere. */
  List<URL> places() throws IOException {
    return Collections.list(loader.getResources(resource));
  }

  String fileName() {
    return resource.substring(resource.lastIndexOf('/') + 1);
  }

  private static String version() {
    Properties properties = new Properties();
    try (InputStream in = BundledLibrary.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
