// SPDX-License-Identifier: Apache-2.0
package org.sockscope.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sockscope.MissingPid;
import org.sockscope.PidKind;
import org.sockscope.Row;
import org.sockscope.RowCursor;
import org.sockscope.spi.Ownership;
import org.sockscope.spi.Protocol;
import org.sockscope.spi.UnixNames;

/** Whose a socket is, and why nobody is told. */
class OwnersTest extends AnsweredRows {
  @Test
  void aHolderHasPidDescriptorKindAndName() {
    RowFacts facts = RowFacts.ordinary(Protocol.TCP4).holder(PidKind.CREATOR, 0, 3);
    facts.processName = "init";
    Row row = row(EVERYTHING, facts);
    assertEquals(0, row.connection().pid());
    assertEquals(3, row.connection().fd());
    assertEquals(Optional.of(PidKind.CREATOR), row.pidKind());
    assertEquals(Optional.of("init"), row.processName());
    assertEquals(Optional.empty(), row.missingPid());
    assertEquals(OptionalLong.empty(), row.lastUser());
    assertEquals(OptionalInt.empty(), row.nativeFd());
  }

  @ParameterizedTest
  @EnumSource(
      value = Ownership.class,
      names = {"NO_HOLDER", "NOT_FOUND", "CHANGED"})
  void aRowWithoutHolderHasNeitherPidNorDescriptor(Ownership ownership) {
    RowFacts facts = RowFacts.ordinary(Protocol.TCP4).ownership(ownership);
    facts.processName = "somebody";
    for (boolean fds : new boolean[] {true, false}) {
      Row row = row(capabilities(fds, UnixNames.BOTH), facts);
      assertEquals(-1, row.connection().pid());
      assertEquals(-1, row.connection().fd());
      assertEquals(OptionalInt.empty(), row.nativeFd());
      assertEquals(Optional.empty(), row.pidKind());
      assertEquals(Optional.empty(), row.processName());
      assertEquals(OptionalLong.empty(), row.lastUser());
    }
  }

  @Test
  void anInvalidCursorTellsNoDescriptorAlsoWhereTheSystemTellsNone() {
    List<RowCursor> kept = new ArrayList<>();
    scope(capabilities(false, UnixNames.NONE), ListedRows.of(RowFacts.ordinary(Protocol.TCP4)))
        .forEach(ALL, kept::add);

    assertThrows(IllegalStateException.class, kept.get(0)::fd);
  }

  @Test
  void theLastUserIsNotTheHolder() {
    for (Ownership ownership : Ownership.values()) {
      RowFacts facts =
          RowFacts.ordinary(Protocol.TCP4).holder(PidKind.LAST_USER, 77, 3).ownership(ownership);
      Row row = row(EVERYTHING, facts);
      assertEquals(-1, row.connection().pid());
      assertEquals(-1, row.connection().fd());
      assertEquals(OptionalLong.of(77), row.lastUser());
      assertEquals(Optional.of(PidKind.LAST_USER), row.pidKind());
      assertTrue(row.missingPid().isPresent());
      assertEquals(List.of(), rows(ALL.process(77), facts));
    }
  }

  @Test
  void tellsWhyThePidIsMissing() {
    RowFacts[] facts =
        Arrays.stream(Ownership.values())
            .map(ownership -> RowFacts.ordinary(Protocol.TCP4).ownership(ownership))
            .toArray(RowFacts[]::new);
    ListedRows everyProcessRead = ListedRows.of(facts);
    assertEquals(
        List.of(
            Optional.empty(),
            Optional.of(MissingPid.NONE),
            Optional.of(MissingPid.NONE),
            Optional.of(MissingPid.GONE),
            Optional.of(MissingPid.HIDDEN)),
        reasons(everyProcessRead));
    assertEquals(
        List.of(
            Optional.empty(),
            Optional.of(MissingPid.NONE),
            Optional.of(MissingPid.HIDDEN),
            Optional.of(MissingPid.GONE),
            Optional.of(MissingPid.HIDDEN)),
        reasons(everyProcessRead.unreadable(99)));
  }

  private static List<Optional<MissingPid>> reasons(ListedRows rows) {
    return scope(EVERYTHING, rows).snapshot(ALL).rows().stream().map(Row::missingPid).toList();
  }

  @Test
  void anOwnerOfNoKindIsAnOwnerThatWasNotFound() {
    RowFacts facts = RowFacts.ordinary(Protocol.TCP4).holder(null, 42, 7);
    Row row = row(EVERYTHING, facts);
    assertEquals(-1, row.connection().pid());
    assertEquals(-1, row.connection().fd());
    assertEquals(Optional.empty(), row.pidKind());
    assertEquals(Optional.of(MissingPid.NONE), row.missingPid());
    assertEquals(
        List.of(Optional.of(MissingPid.HIDDEN)), reasons(ListedRows.of(facts).unreadable(1)));
  }

  @Test
  void aSystemThatPromisesNoDescriptorsShowsThemBesideTheConnection() {
    Row row =
        row(
            capabilities(false, UnixNames.BOTH),
            RowFacts.ordinary(Protocol.TCP4).holder(PidKind.HOLDER, 42, 3));
    assertEquals(-1, row.connection().fd());
    assertEquals(OptionalInt.of(3), row.nativeFd());
    Row without =
        row(
            capabilities(false, UnixNames.BOTH),
            RowFacts.ordinary(Protocol.TCP4).holder(PidKind.HOLDER, 42, -1));
    assertEquals(OptionalInt.empty(), without.nativeFd());
  }
}
