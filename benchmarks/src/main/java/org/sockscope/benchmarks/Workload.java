// SPDX-License-Identifier: Apache-2.0
package org.sockscope.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The processes whose sockets are listed, of the program in src/main/c/workload.c. */
final class Workload implements AutoCloseable {
  /** Names the program. */
  static final String PROPERTY = "sockscope.benchmarks.workload";

  private static final int SOCKETS_OF_A_PROCESS = 250;

  private final Process program;
  private final List<Long> pids = new ArrayList<>();

  private Workload(Process program) {
    this.program = program;
  }

  /**
   * Starts processes that hold so many TCP sockets together, and a few others.
   *
   * @param sockets how many
   * @return the processes, when they hold them
   */
  static Workload ofSockets(int sockets) throws IOException {
    String path = System.getProperty(PROPERTY);
    if (path == null) {
      throw new IllegalStateException(
          "name the workload program by -D" + PROPERTY + ": cc -O2 -D_GNU_SOURCE workload.c");
    }
    int processes = Math.max(1, sockets / SOCKETS_OF_A_PROCESS);
    Process program =
        new ProcessBuilder(
                path,
                Integer.toString(processes),
                Integer.toString(sockets / processes),
                "1",
                "2",
                "13")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Workload workload = new Workload(program);
    workload.awaitReady();
    return workload;
  }

  private void awaitReady() throws IOException {
    BufferedReader out = program.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); !"ready".equals(line); line = out.readLine()) {
      if (line == null) {
        throw new IOException("the workload program has ended");
      }
      pids.add(Long.parseLong(line));
    }
  }

  /** A process in the middle. */
  long pid() {
    return pids.get(pids.size() / 2);
  }

  @Override
  public void close() throws IOException {
    program.getOutputStream().close();
    program.destroy();
  }
}
