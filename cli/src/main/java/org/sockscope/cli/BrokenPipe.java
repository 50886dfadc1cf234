// SPDX-License-Identifier: Apache-2.0
package org.sockscope.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;

/**
 * Tells a write that failed because nobody reads any more from one that failed otherwise.
 *
 * <p>All that Java keeps of the error code is its text, which is in the user's language: so it is
 * compared with the text of a pipe that is broken for certain.
 */
final class BrokenPipe {
  private BrokenPipe() {}

  static boolean is(IOException failure) {
    String message = failure.getMessage();
    return message != null && message.equals(text());
  }

  private static String text() {
    try {
      Pipe pipe = Pipe.open();
      try (Pipe.SinkChannel sink = pipe.sink()) {
        pipe.source().close();
        sink.write(ByteBuffer.allocate(1));
        return "";
      }
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
