// SPDX-License-Identifier: Apache-2.0
package org.sockscope.cli;

import java.io.IOException;
import java.util.Objects;
import org.sockscope.AccessDeniedException;
import org.sockscope.NativeLibraryException;
import org.sockscope.NoSuchProcessException;
import org.sockscope.SockscopeException;
import org.sockscope.UnsupportedKindException;
import org.sockscope.UnsupportedPlatformException;
import picocli.CommandLine.ParameterException;

/** What a failure is to the caller: the program's exit status, and the line that explains it. */
final class ExitStatus {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int NO_SUCH_PROCESS = 3;
  static final int ACCESS_DENIED = 4;
  static final int UNSUPPORTED = 5;

  private ExitStatus() {}

  static int of(Throwable cause) {
    if (cause instanceof ParameterException || cause instanceof UnsupportedKindException) {
      return USAGE;
    }
    if (cause instanceof NoSuchProcessException) {
      return NO_SUCH_PROCESS;
    }
    if (cause instanceof AccessDeniedException) {
      return ACCESS_DENIED;
    }
    if (cause instanceof UnsupportedPlatformException || cause instanceof NativeLibraryException) {
      return UNSUPPORTED;
    }
    return FAILED;
  }

  static String message(Throwable cause) {
    String message = Objects.requireNonNullElse(cause.getMessage(), cause.toString());
    if (cause instanceof ParameterException) {
      return message + " (--help shows the usage)";
    }
    if (cause instanceof SockscopeException) {
      return message;
    }
    if (cause instanceof IOException) {
      return "cannot write to standard output: " + message;
    }
    return "unexpected failure: " + cause;
  }
}
