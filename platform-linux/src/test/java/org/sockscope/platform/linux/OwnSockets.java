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

  /** As the kernel tells it. */
  private static List<String> held() throws IOException {
    List<String> sockets = new ArrayList<>();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors.toList()) {
        String target = target(descriptor);
        if (target.startsWith("socket:")) {
          sockets.add(target);
        }
      }
    }
    return sockets;
  }

  /** What a descriptor is of; nothing if a thread of the JVM has closed it behind the listing. */
  private static String target(Path descriptor) throws IOException {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (NoSuchFileException closed) {
      return "";
    }
  }
}
