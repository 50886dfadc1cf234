// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.sockscope.AddressFamily;
import org.sockscope.Connection;
import org.sockscope.Row;
import org.sockscope.UnixEndpoint;

/** All that psutil may tell differently of the same sockets, and why. */
enum PsutilDifference {
  /**
   * A descriptor that psutil leaves out: of a socket that several processes hold it tells one, and
   * of a TCP or UDP socket that one process holds by several descriptors, one.
   */
  ONE_HOLDER {
    @Override
    boolean explainsLost(Row row, Answers answers) {
      return row.inode().isPresent()
          && answers.ours.stream()
              .filter(other -> other.inode().equals(row.inode()))
              .map(Row::connection)
              .anyMatch(other -> answers.isTold(other) || answers.isTold(cut(other)));
    }
  },

  /** Rows that look alike, which psutil makes one of: its answer is a set. */
  EQUAL_ROWS {
    @Override
    boolean explainsLost(Row row, Answers answers) {
      return answers.ours.stream().filter(other -> sameConnection(row, other)).count() > 1
          && answers.isTold(row.connection());
    }

    private boolean sameConnection(Row row, Row other) {
      return other.connection().equals(row.connection());
    }
  },

  /**
   * A UNIX socket whose name has a blank in it, in place of which psutil tells no name. One with a
   * newline ends there, as the line of the text does.
   */
  BLANK_IN_NAME {
    @Override
    boolean explainsLost(Row row, Answers answers) {
      return answers.isTold(cut(row.connection()));
    }

    @Override
    boolean explainsAdded(Connection told, Answers answers) {
      return answers.ours.stream().map(row -> cut(row.connection())).anyMatch(told::equals);
    }
  },

  /** A socket of another network namespace; psutil tells of its own only. */
  OTHER_NAMESPACE {
    @Override
    boolean explainsLost(Row row, Answers answers) {
      return row.netns().isPresent() && row.netns().getAsLong() != answers.namespace;
    }
  },

  /** A descriptor of a thread that has a table of its own; psutil reads that of the process. */
  OTHER_THREAD {
    @Override
    boolean explainsLost(Row row, Answers answers) {
      return isOfThread(row);
    }

    @Override
    boolean explainsAdded(Connection told, Answers answers) {
      return told.pid() == -1
          && answers.ours.stream()
              .filter(row -> isOfThread(row))
              .anyMatch(row -> ownerless(row.connection()).equals(told));
    }

    private boolean isOfThread(Row row) {
      Connection connection = row.connection();
      return connection.pid() != -1
          && row.inode().isPresent()
          && !("socket:[" + row.inode().getAsLong() + "]")
              .equals(link(connection.pid() + "/fd/" + connection.fd()));
    }

    private Connection ownerless(Connection row) {
      return new Connection(
          -1, row.family(), row.type(), row.laddr(), row.raddr(), row.status(), -1);
    }
  },

  /**
   * A socket that was opened while psutil read, after the descriptors and before the tables, and so
   * has no owner there. If it has no name either, each of them looks like the last one.
   */
  OPENED_DURING_READ {
    @Override
    boolean explainsAdded(Connection told, Answers answers) {
      return told.pid() == -1
          && told.family() == AddressFamily.AF_UNIX
          && told.laddr().equals(UnixEndpoint.UNNAMED);
    }
  };

  /** What Python takes for the end of a line, and for blanks. */
  private static final Pattern LINE_END = Pattern.compile("[\\n\\r]");

  private static final Pattern BLANKS = Pattern.compile("(?U)[\\s\\x1c-\\x1f]+");

  /** Whether this is why psutil doesn't tell of a row. */
  boolean explainsLost(Row row, Answers answers) {
    return false;
  }

  /** Whether this is why psutil tells of what there is no row of. */
  boolean explainsAdded(Connection told, Answers answers) {
    return false;
  }

  /** What both told of the same sockets. */
  static final class Answers {
    private final List<Row> ours;
    private final Set<Connection> told;
    private final long namespace;

    Answers(List<Row> ours, Collection<Connection> told) {
      this.ours = ours;
      this.told = new HashSet<>(told);
      this.namespace = Long.parseLong(link("self/ns/net").replaceAll("\\D", ""));
    }

    /**
     * Whether psutil tells of a row, in the kernel's text: NULs in an abstract name are @ there.
     */
    boolean isTold(Connection row) {
      return told.contains(inText(row));
    }
  }

  /** A row as it would be with the name that the kernel's text has. */
  static Connection inText(Connection row) {
    return row.laddr() instanceof UnixEndpoint end && end.isAbstract()
        ? withName(row, end.path())
        : row;
  }

  /** A row as it would be with what psutil makes of that name. */
  private static Connection cut(Connection row) {
    if (!(inText(row).laddr() instanceof UnixEndpoint end)) {
      return row;
    }
    String line = LINE_END.split(end.path(), 2)[0];
    List<String> words = BLANKS.splitAsStream(line).filter(word -> !word.isEmpty()).toList();
    return withName(row, words.size() == 1 ? words.get(0) : "");
  }

  private static Connection withName(Connection row, String name) {
    return new Connection(
        row.fd(),
        row.family(),
        row.type(),
        new UnixEndpoint(name),
        row.raddr(),
        row.status(),
        row.pid());
  }

  private static String link(String path) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", path)).toString();
    } catch (IOException e) {
      return "";
    }
  }
}
