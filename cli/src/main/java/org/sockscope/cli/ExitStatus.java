// SPDX-License-Identifier: Apache-2.0
package org.sockscope.cli;

import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import org.apache.commons.cli.ParseException;
import org.sockscope.AccessDeniedException;
import org.sockscope.NativeLibraryException;
import org.sockscope.NoSuchProcessException;
import org.sockscope.SockscopeException;
import org.sockscope.UnsupportedKindException;
import org.sockscope.UnsupportedPlatformException;

/** What a failure is to the caller: the program's exit status, and the line that explains it. */
final class ExitStatus {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int NO_SUCH_PROCESS = 3;
  static final int ACCESS_DENIED = 4;
  static final int UNSUPPORTED = 5;

  private ExitStatus() {}

  /** What happened, without what the JVM wraps around a failure in a class's initialisation. */
  static Throwable unwrap(Throwable failure) {
    Throwable cause = failure;
    while (isWrapper(cause) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static boolean isWrapper(Throwable failure) {
    return failure instanceof ExceptionInInitializerError
        || failure instanceof NoClassDefFoundError
        || failure instanceof ServiceConfigurationError
        || failure instanceof UncheckedIOException;
  }

  static int of(Throwable cause) {
    if (cause instanceof ParseException || cause instanceof UnsupportedKindException) {
      return USAGE;
    }
    if (cause instanceof NoSuchProcessException) {
      return NO_SUCH_PROCESS;
    }
    if (cause instanceof AccessDeniedException) {
      return ACCESS_DENIED;
    }
    if (cause instanceof UnsupportedPlatformException
        || cause instanceof NativeLibraryException
        || cause instanceof UnsatisfiedLinkError) {
      return UNSUPPORTED;
    }
    return FAILED;
  }

  static String message(Throwable cause) {
    String message = Objects.requireNonNullElse(cause.getMessage(), cause.toString());
    if (cause instanceof ParseException) {
      return message + " (--help shows the usage)";
    }
    if (cause instanceof SockscopeException) {
      return message;
    }
    return "unexpected failure: " + cause;
  }
}
