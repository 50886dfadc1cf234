// SPDX-License-Identifier: Apache-2.0
package org.sockscope.cli;

import java.util.ArrayList;
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
    List<String> notes = new ArrayList<>();
    long hidden = rows.stream().filter(row -> row.missingPid().equals(HIDDEN)).count();
    int unreadable = snapshot.unreadable().size();
    if (unreadable > 0) {
      notes.add(unreadable(unreadable, hidden));
    } else if (hidden > 0) {
      notes.add(
          listedWithoutProcess(hidden)
              + ", which may belong to processes that are not shown here at all: those of other"
              + " users if /proc is mounted with hidepid, or of another PID namespace");
    }
    if (snapshot.lost() > 0) {
      notes.add(
          count(snapshot.lost(), "socket", "sockets")
              + " could not be read (then another run may find "
              + (snapshot.lost() == 1 ? "it" : "them")
              + ") or not be understood");
    }
    if (notes.isEmpty() && !snapshot.complete()) {
      notes.add(
          "a part of the system's socket tables was lost (then another run may find it) or not"
              + " understood");
    }
    return notes;
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
