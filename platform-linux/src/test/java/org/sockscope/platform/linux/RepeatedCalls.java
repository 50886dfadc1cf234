// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.sockscope.Kind;
import org.sockscope.NoSuchProcessException;
import org.sockscope.Query;
import org.sockscope.Sockscope;
import org.sockscope.Status;
import org.sockscope.ZombieProcessException;

/**
 * Calls each entry point again and again, those that fail included, and prints the resident memory
 * and the descriptors of its JVM before and after: a line each, kilobytes and a number. It is run
 * in a JVM whose heap is all resident and can't grow, so that what grows is native.
 */
public final class RepeatedCalls {
  /** A process that there can't be: larger than any limit that Linux lets be set. */
  private static final long MISSING = Integer.MAX_VALUE;

  private final List<Runnable> calls = new ArrayList<>();

  private RepeatedCalls(Sockscope scope, Sockscope closed, long zombie, ProcessHandle ended) {
    long self = ProcessHandle.current().pid();
    // Where any kind will do, UDP: the kernel goes through its table in a tenth of the time of
    // TCP's.
    Query listeners = Query.of(Kind.TCP).status(Status.LISTEN);
    succeeds(scope::connections);
    succeeds(() -> scope.connections(Kind.UDP6));
    succeeds(() -> scope.connections("unix"));
    succeeds(() -> scope.process(self).connections());
    succeeds(() -> scope.process(self).connections(Kind.UDP));
    succeeds(() -> scope.process(self).connections("udp4"));
    succeeds(() -> scope.process(self).snapshot(listeners));
    succeeds(() -> scope.process(ProcessHandle.current()).connections());
    succeeds(() -> scope.process(ProcessHandle.current()).connections(Kind.UNIX));
    succeeds(() -> scope.process(ProcessHandle.current()).connections("udp"));
    succeeds(() -> scope.process(ProcessHandle.current()).snapshot(Query.of(Kind.UDP4)));
    succeeds(() -> scope.snapshot(listeners.anyHolder()));
    succeeds(() -> scope.forEach(Query.of(Kind.UDP4), row -> {}));
    succeeds(scope::supportedKinds);
    succeeds(() -> Sockscope.system().close());
    // Left to the Cleaner.
    succeeds(() -> Sockscope.system().supportedKinds());
    fails(NoSuchProcessException.class, () -> scope.process(MISSING).connections());
    fails(NoSuchProcessException.class, () -> scope.process(ended).connections());
    fails(
        NoSuchProcessException.class,
        () -> scope.snapshot(Query.of(Kind.ALL).process(MISSING)).rows());
    fails(ZombieProcessException.class, () -> scope.process(zombie).connections());
    fails(IllegalArgumentException.class, () -> scope.process(-1));
    fails(IllegalArgumentException.class, () -> scope.connections("none"));
    fails(IllegalStateException.class, closed::connections);
    fails(IllegalStateException.class, () -> closed.process(self).connections());
    fails(
        UncheckedIOException.class,
        () ->
            scope.forEach(
                Query.of(Kind.UDP).process(self),
                row -> {
                  throw new UncheckedIOException(new IOException("of the visitor"));
                }));
  }

  /**
   * Runs it.
   *
   * @param args how often to call before the first measuring, and then before each other one; the
   *     pid of a zombie
   * @throws IOException if the sockets can't be opened
   * @throws InterruptedException never
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Process child = new ProcessBuilder("true").start();
    child.waitFor();
    Sockscope closed = Sockscope.system();
    closed.close();
    try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        DatagramSocket udp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Sockscope scope = Sockscope.system()) {
      long zombie = Long.parseLong(args[args.length - 1]);
      RepeatedCalls calls = new RepeatedCalls(scope, closed, zombie, child.toHandle());
      for (String times : List.of(args).subList(0, args.length - 1)) {
        calls.repeat(Integer.parseInt(times));
        awaitCleaner();
        System.out.println(residentKilobytes() + " " + descriptors());
      }
      if (tcp.isClosed() || udp.isClosed()) {
        throw new IllegalStateException("the sockets were to stay open");
      }
    }
  }

  private void repeat(int times) {
    for (int i = 0; i < times; i++) {
      calls.forEach(Runnable::run);
    }
  }

  private void succeeds(Runnable call) {
    calls.add(call);
  }

  private void fails(Class<? extends RuntimeException> expected, Runnable call) {
    calls.add(
        () -> {
          try {
            call.run();
          } catch (RuntimeException e) {
            if (expected.isInstance(e)) {
              return;
            }
            throw e;
          }
          throw new IllegalStateException("there was no " + expected.getSimpleName());
        });
  }

  /** Collects garbage until the scopes that nobody closed are, or nothing changes any more. */
  private static void awaitCleaner() throws IOException, InterruptedException {
    long before;
    long after = descriptors();
    do {
      before = after;
      System.gc();
      Thread.sleep(200);
      after = descriptors();
    } while (after < before);
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> entries = Files.list(Path.of("/proc/self/fd"))) {
      return entries.count();
    }
  }

  private static long residentKilobytes() throws IOException {
    String status = Files.readString(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1);
    return status
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
