// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.sockscope.Kind;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.Snapshot;
import org.sockscope.Sockscope;
import org.sockscope.SockscopeException;
import org.sockscope.SystemCallException;

/**
 * Asks of a JVM that has other rights or sees other processes than that of the tests. Each argument
 * is a question; {@link OtherJvm} reads what is printed.
 */
public final class Questions {
  /** The TCP and UDP sockets of the machine. */
  static final String MACHINE = "machine";

  /** The listener that the JVM which is asked opens itself. */
  static final String OWN = "own";

  /** No question: opens files until the limit of descriptors is reached. */
  static final String EXHAUST = "exhaust";

  private Questions() {}

  /**
   * Answers.
   *
   * @param args pids, or one of the words above
   */
  public static void main(String[] args) {
    List<FileInputStream> files = new ArrayList<>();
    try (Sockscope scope = Sockscope.system()) {
      for (String question : args) {
        if (question.equals(EXHAUST)) {
          openUntilRefused(files);
        } else if (question.equals(OWN)) {
          answerOwn(scope);
        } else {
          System.out.println(answer(scope, question, Query.of(Kind.INET)));
        }
      }
    }
  }

  /** When it returns there is no descriptor left, not even for the class of an exception. */
  private static void openUntilRefused(List<FileInputStream> files) {
    try {
      while (true) {
        files.add(new FileInputStream("/dev/null"));
      }
    } catch (IOException limit) {
      // the limit is reached
    }
  }

  private static void answerOwn(Sockscope scope) {
    try (ServerSocket listener = new ServerSocket(0)) {
      String pid = String.valueOf(ProcessHandle.current().pid());
      System.out.println(answer(scope, pid, Query.of(Kind.TCP).localPort(listener.getLocalPort())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String answer(Sockscope scope, String question, Query query) {
    try {
      Snapshot snapshot =
          question.equals(MACHINE)
              ? scope.snapshot(query)
              : scope.process(Long.parseLong(question)).snapshot(query);
      return "answer;" + told(snapshot);
    } catch (SystemCallException e) {
      return "failed;" + e.getClass().getSimpleName() + ";" + e.call() + ";" + e.code();
    } catch (SockscopeException e) {
      return "failed;"
          + e.getClass().getSimpleName()
          + ";"
          + e.getMessage()
          + ";"
          + e.pid().orElse(-1);
    }
  }

  private static String told(Snapshot snapshot) {
    String unreadable =
        snapshot.unreadable().stream().map(String::valueOf).collect(Collectors.joining(" "));
    String rows = snapshot.rows().stream().map(Questions::told).collect(Collectors.joining("|"));
    return snapshot.method() + ";" + snapshot.complete() + ";" + unreadable + ";" + rows;
  }

  private static String told(Row row) {
    return row.connection().pid()
        + " "
        + row.connection().fd()
        + " "
        + row.inode().orElse(0)
        + " "
        + row.netns().orElse(0)
        + " "
        + row.missingPid().map(Enum::name).orElse("-");
  }
}
