// SPDX-License-Identifier: Apache-2.0
package org.sockscope.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;

/**
 * What a careful Java programmer would write who has no library: the text of /proc, with all
 * holders of each socket, and no expression or pattern where a comparison does.
 */
final class ProcReader {
  private static final String SOCKET = "socket:[";

  /** A socket and a process that holds it, or -1. */
  record Found(
      String protocol,
      InetSocketAddress local,
      InetSocketAddress remote,
      int state,
      long pid,
      int fd) {}

  private record Holder(long pid, int fd) {}

  private ProcReader() {}

  /** The TCP and UDP sockets of the machine. */
  static List<Found> read() throws IOException {
    Map<Long, List<Holder>> holders = holders();
    List<Found> found = new ArrayList<>();
    for (String protocol : List.of("tcp", "tcp6", "udp", "udp6")) {
      Path table = Path.of("/proc/net", protocol);
      if (Files.exists(table)) {
        readTable(table, protocol, holders, found);
      }
    }
    return found;
  }

  private static Map<Long, List<Holder>> holders() throws IOException {
    Map<Long, List<Holder>> holders = new HashMap<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"))) {
      for (Path process : processes) {
        String name = process.getFileName().toString();
        if (Character.isDigit(name.charAt(0))) {
          addDescriptors(Long.parseLong(name), process.resolve("fd"), holders);
        }
      }
    }
    return holders;
  }

  private static void addDescriptors(long pid, Path folder, Map<Long, List<Holder>> holders) {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(folder)) {
      for (Path descriptor : descriptors) {
        String target = target(descriptor);
        if (target.startsWith(SOCKET)) {
          long inode = Long.parseLong(target, SOCKET.length(), target.length() - 1, 10);
          int fd = Integer.parseInt(descriptor.getFileName().toString());
          holders.computeIfAbsent(inode, key -> new ArrayList<>(1)).add(new Holder(pid, fd));
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // It ended, or may not be read.
    }
  }

  private static String target(Path descriptor) throws IOException {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (NoSuchFileException e) {
      return ""; // closed
    }
  }

  private static void readTable(
      Path table, String protocol, Map<Long, List<Holder>> holders, List<Found> found)
      throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(table)) {
      lines.readLine(); // the names of the columns
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        StringTokenizer fields = new StringTokenizer(line);
        fields.nextToken();
        InetSocketAddress local = address(fields.nextToken());
        InetSocketAddress remote = address(fields.nextToken());
        int state = Integer.parseInt(fields.nextToken(), 16);
        for (int i = 0; i < 5; i++) {
          fields.nextToken();
        }
        long inode = Long.parseLong(fields.nextToken());
        List<Holder> ofSocket = holders.getOrDefault(inode, List.of(new Holder(-1, -1)));
        for (Holder holder : ofSocket) {
          found.add(new Found(protocol, local, remote, state, holder.pid(), holder.fd()));
        }
      }
    }
  }

  /** The kernel writes each 32-bit word of an address as the number that it is in memory. */
  private static InetSocketAddress address(String field) throws UnknownHostException {
    int colon = field.indexOf(':');
    byte[] words = HexFormat.of().parseHex(field, 0, colon);
    ByteBuffer bytes = ByteBuffer.allocate(words.length).order(ByteOrder.nativeOrder());
    for (int i = 0; i < words.length; i += 4) {
      bytes.putInt(ByteBuffer.wrap(words, i, 4).getInt());
    }
    return new InetSocketAddress(
        InetAddress.getByAddress(bytes.array()),
        Integer.parseInt(field, colon + 1, field.length(), 16));
  }
}
