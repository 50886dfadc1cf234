// SPDX-License-Identifier: Apache-2.0
package org.sockscope.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/**
 * The artifact that serves a system.
 *
 * @param artifact its artifact id
 * @param classifier the classifier of the jar with the library of this architecture alone; empty
 *     for an architecture that no classifier is known for
 */
record Platform(String artifact, Optional<String> classifier) {
  private static final String RESOURCE = "platforms.properties";

  /**
   * Looks a system up.
   *
   * @param osName the value of {@code os.name}
   * @param osArch the value of {@code os.arch}
   * @return the platform, empty for a system that none serves
   */
  static Optional<Platform> of(String osName, String osArch) {
    Properties table = table();
    String osKey = "os." + normalized(osName);
    Optional<String> arch = Optional.ofNullable(table.getProperty("arch." + normalized(osArch)));
    return table.stringPropertyNames().stream()
        .filter(key -> key.startsWith("os.") && osKey.startsWith(key))
        .findAny()
        .map(key -> table.getProperty(key).split(" ", 2))
        .map(names -> new Platform(names[0], arch.map(name -> names[1] + "-" + name)));
  }

  private static String normalized(String property) {
    return property.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  private static Properties table() {
    Properties table = new Properties();
    try (InputStream in =
        Objects.requireNonNull(Platform.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      table.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return table;
  }
}
