// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Memory and descriptors are level, however often each entry point is called. */
@Tag("leaks")
class LeakTest {
  /** Until then the compilers of the JVM have done most of their work. */
  private static final int WARM_UP = 400;

  private static final int CALLS = Integer.getInteger("sockscope.test.calls", 1000);

  /**
   * What else grows: compiled code, metadata, and what the C library keeps of freed memory for each
   * thread. One buffer of an answer, 4 KiB at least, that was lost at each call of one entry point
   * would be as much after 8,000 calls, and at each call of all of them after 330.
   */
  private static final long TOLERATED_KILOBYTES = 32 * 1024;

  @Test
  void memoryAndDescriptorsAreLevel() throws IOException, InterruptedException {
    List<Level> levels = measure(WARM_UP, CALLS);

    assertEquals(levels.get(0).descriptors(), levels.get(1).descriptors(), levels::toString);
    assertTrue(
        levels.get(1).kilobytes() - levels.get(0).kilobytes() < TOLERATED_KILOBYTES,
        levels::toString);
  }

  private record Level(long kilobytes, long descriptors) {
    static Level parse(String line) {
      String[] words = line.split(" ", -1);
      return new Level(Long.parseLong(words[0]), Long.parseLong(words[1]));
    }
  }

  private static List<Level> measure(int warmUp, int calls)
      throws IOException, InterruptedException {
    try (HolderWorld world = new HolderWorld()) {
      HolderProcess zombie = world.start();
      zombie.becomeZombie();
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--enable-native-access=ALL-UNNAMED",
                  "-Xms64m",
                  "-Xmx64m",
                  "-XX:+AlwaysPreTouch",
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  RepeatedCalls.class.getName(),
                  Integer.toString(warmUp),
                  Integer.toString(calls),
                  Long.toString(zombie.pid()))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertEquals(0, process.waitFor(), output);
      return output.lines().map(Level::parse).toList();
    }
  }
}
