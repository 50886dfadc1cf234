// SPDX-License-Identifier: Apache-2.0
package org.sockscope.core;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sockscope.UnsupportedPlatformException;
import org.sockscope.spi.SocketTableProvider;

/** Looks for a provider that serves this machine, and remembers why others don't. */
final class ProviderSearch {
  private final Map<String, Optional<Throwable>> reasons = new LinkedHashMap<>();

  /**
   * Looks among the providers that a class loader sees.
   *
   * @param loader the class loader, null for that of the system
   * @return the first provider that serves this machine
   */
  Optional<SocketTableProvider> in(@Nullable ClassLoader loader) {
    Iterator<SocketTableProvider> providers =
        ServiceLoader.load(SocketTableProvider.class, loader).iterator();
    Set<String> failures = new HashSet<>();
    while (true) {
      try {
        if (!providers.hasNext()) {
          return Optional.empty();
        }
        SocketTableProvider provider = providers.next();
        Optional<String> unavailable = provider.unavailable();
        if (unavailable.isEmpty()) {
          return Optional.of(provider);
        }
        reasons.put(provider.system() + " (" + unavailable.get() + ")", Optional.empty());
      } catch (ServiceConfigurationError | LinkageError e) {
        reasons.put(describe(e), Optional.of(e));
        // An iterator that can't get past an error reports the same one for ever.
        if (!failures.add(describe(e))) {
          return Optional.empty();
        }
      }
    }
  }

  /**
   * An exception that says what to do on a machine that no provider serves.
   *
   * @param osName the value of {@code os.name}
   * @param osArch the value of {@code os.arch}
   * @return the exception; what kept providers from being made is suppressed in it
   */
  UnsupportedPlatformException nothingFound(String osName, String osArch) {
    String machine = osName + " on " + osArch;
    StringBuilder message =
        new StringBuilder(
            Platform.of(osName, osArch)
                .map(platform -> "nothing serves " + machine + ": " + advice(platform))
                .orElse(machine + " is not supported"));
    if (!reasons.isEmpty()) {
      message.append("; found but of no use here: ").append(String.join(", ", reasons.keySet()));
    }
    UnsupportedPlatformException exception = new UnsupportedPlatformException(message.toString());
    reasons.values().forEach(reason -> reason.ifPresent(exception::addSuppressed));
    return exception;
  }

  private static String advice(Platform platform) {
    return "add the dependency org.sockscope:"
        + platform.artifact()
        + platform
            .classifier()
            .map(classifier -> " (with the classifier " + classifier + " for this machine alone)")
            .orElse("");
  }

  private static String describe(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? failure.toString() : failure.getMessage() + ": " + cause;
  }
}
