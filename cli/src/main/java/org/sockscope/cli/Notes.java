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
    if (unreadable > 0) {
      return List.of(unreadable(unreadable, hidden));
    }
    if (hidden > 0) {
      return List.of(
          listedWithoutProcess(hidden)
              + ", which may belong to processes that are not shown here at all: those of other"
              + " users if /proc is mounted with hidepid, or of another PID namespace");
    }
    return snapshot.complete()
        ? List.of()
        : List.of(
            "a part of the system's socket tables was lost (then another run may find it) or not"
                + " understood");
  }

  private static String unreadable(int unreadable, long hidden) {
    return count(unreadable, "process", "processes")
        + " could not be read, so "
        + (hidden == 0 ? "some sockets may be missing" : listedWithoutProcess(hidden))
        + "; to see all takes the right to read processes of other users, and protected ones";
  }

  private static String listedWithoutProcess(long sockets) {
    return count(sockets, "socket is", "sockets are") + " listed without a process";
  }

  private static String count(long count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }
}
