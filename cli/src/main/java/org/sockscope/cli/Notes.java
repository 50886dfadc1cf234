// SPDX-License-Identifier: Apache-2.0
package org.sockscope.cli;

import java.util.List;
import java.util.Optional;
import org.sockscope.MissingPid;
import org.sockscope.Row;
import org.sockscope.Snapshot;

/** What people should know about an answer beside its rows: what is missing, and what to do. */
final class Notes {
  private static final Optional<MissingPid> HIDDEN = Optional.of(MissingPid.HIDDEN);

  private Notes() {}

  /**
   * The notes on an answer.
   *
   * @param rows the snapshot's rows, which it would make anew
   */
  static List<String> of(Snapshot snapshot, List<Row> rows) {
    long hidden = rows.stream().filter(row -> row.missingPid().equals(HIDDEN)).count();
    int unreadable = snapshot.unreadable().size();
    if (hidden > 0 || unreadable > 0) {
      return List.of(
          hidden(hidden, unreadable)
              + "; run as root, or with the right to inspect other users' processes, to see all");
    }
    return snapshot.complete()
        ? List.of()
        : List.of("a part of the system's socket tables was lost or not understood; run it again");
  }

  private static String hidden(long hidden, int unreadable) {
    String rows = count(hidden, "socket is", "sockets are") + " listed without a process";
    if (unreadable == 0) {
      return rows;
    }
    String processes = count(unreadable, "process", "processes") + " could not be read";
    return hidden == 0
        ? processes + ", so some sockets may be missing"
        : processes + ", so " + rows;
  }

  private static String count(long count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }
}
