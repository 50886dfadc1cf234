// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.sockscope.Sockscope;

/** A program that opens a scope and then prints the sockets that it holds itself. */
final class OwnSockets {
  private OwnSockets() {}

  public static void main(String[] args) throws IOException {
    try (Sockscope scope = Sockscope.system()) {
      scope.connections();
      System.out.println(held());
    }
  }

  /** As the kernel tells it, without what a thread of the JVM has closed behind the listing. */
  private static List<String> held() throws IOException {
    List<String> sockets = new ArrayList<>();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors.toList()) {
        try {
          String target = Files.readSymbolicLink(descriptor).toString();
          if (target.startsWith("socket:")) {
            sockets.add(target);
          }
        } catch (NoSuchFileException closed) {
          continue;
        }
      }
    }
    return sockets;
  }
}
