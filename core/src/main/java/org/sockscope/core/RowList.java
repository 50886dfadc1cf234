// SPDX-License-Identifier: Apache-2.0
package org.sockscope.core;

import java.util.AbstractList;
import java.util.RandomAccess;
import org.sockscope.Row;

/** Rows that are decoded when they are taken from the list: there may be tens of thousands. */
final class RowList extends AbstractList<Row> implements RandomAccess {
  private final Answer answer;
  private final int[] positions;

  RowList(Answer answer, int[] positions) {
    this.answer = answer;
    this.positions = positions;
  }

  @Override
  public int size() {
    return positions.length;
  }

  @Override
  public Row get(int index) {
    return answer.row(positions[index]);
  }
}
