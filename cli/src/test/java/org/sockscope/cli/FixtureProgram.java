// SPDX-License-Identifier: Apache-2.0
package org.sockscope.cli;

import static org.sockscope.cli.FixtureScope.inet4;
import static org.sockscope.cli.FixtureScope.tcp;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import org.sockscope.MissingPid;
import org.sockscope.Status;

/**
 * The program on a machine with more sockets than a pipe or a buffer holds, for {@link
 * StreamsTest}.
 */
final class FixtureProgram {
  private static final int SOCKETS = 20_000;

  private FixtureProgram() {}

  public static void main(String[] args) {
    FixtureScope machine = new FixtureScope();
    for (int i = 0; i < SOCKETS; i++) {
      machine.add(tcp(-1, inet4(i, 80), inet4(i, 81), Status.TIME_WAIT, -1), MissingPid.HIDDEN);
    }
    Main main =
        new Main(
            () -> machine,
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err));
    System.exit(main.run(args));
  }
}
