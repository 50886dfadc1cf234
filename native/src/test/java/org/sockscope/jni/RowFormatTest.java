// SPDX-License-Identifier: Apache-2.0
package org.sockscope.jni;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.sockscope.PidKind;
import org.sockscope.SocketType;
import org.sockscope.Status;
import org.sockscope.spi.Ownership;
import org.sockscope.spi.Protocol;

/**
 * The codes that cross from C are the ordinals of the enums: an enum that is reordered fails here.
 */
class RowFormatTest {
  private static int constant(String name) throws ReflectiveOperationException {
    Field field = RowFormat.class.getDeclaredField(name);
    return field.getInt(null);
  }

  @SuppressWarnings("EnumOrdinal") // what this is about
  private static <E extends Enum<E>> void assertCodes(String prefix, E[] values, String strip)
      throws ReflectiveOperationException {
    for (E value : values) {
      String name = prefix + value.name().replaceFirst(strip, "");
      assertEquals(value.ordinal(), constant(name), name);
    }
  }

  @Test
  void codesAreOrdinals() throws ReflectiveOperationException {
    assertCodes("PROTOCOL_", Protocol.values(), "");
    assertCodes("TYPE_", SocketType.values(), "^SOCK_");
    assertCodes("STATUS_", Status.values(), "");
    assertCodes("OWNERSHIP_", Ownership.values(), "");
    assertCodes("PID_KIND_", PidKind.values(), "");
    assertEquals(PidKind.values().length, RowFormat.PID_KIND_ABSENT);
  }

  @Test
  void fieldsLieSideBySideWithinTheirRecord() throws IllegalAccessException {
    assertTiled("ROW_", RowFormat.ROW_SIZE);
    assertTiled("PROCESS_", RowFormat.PROCESS_SIZE);
    assertTiled("HEADER_", RowFormat.HEADER_SIZE);
  }

  /**
   * No two fields have one place, and numbers are aligned to their size, which the gaps between
   * them show.
   */
  private static void assertTiled(String prefix, int size) throws IllegalAccessException {
    TreeMap<Integer, String> places = new TreeMap<>();
    for (Field field : RowFormat.class.getDeclaredFields()) {
      if (field.getName().startsWith(prefix) && !field.getName().equals(prefix + "SIZE")) {
        String other = places.put(field.getInt(null), field.getName());
        assertEquals(null, other, field.getName());
      }
    }
    List<Integer> sorted = new ArrayList<>(places.keySet());
    assertEquals(0, sorted.get(0));
    assertTrue(sorted.get(sorted.size() - 1) < size);
    assertEquals(0, size % 8, "records are aligned for their longs");
  }
}
