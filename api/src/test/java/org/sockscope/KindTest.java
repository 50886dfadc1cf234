// SPDX-License-Identifier: Apache-2.0
package org.sockscope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KindTest {
  private static final List<String> NAMES =
      List.of(
          "inet", "inet4", "inet6", "tcp", "tcp4", "tcp6", "udp", "udp4", "udp6", "unix", "all");

  @Test
  void hasTheElevenNames() {
    assertEquals(NAMES, Arrays.stream(Kind.values()).map(Kind::label).toList());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void isFoundByItsNameInAnyCaseAndAnyLanguage(Kind kind) {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr"));
    try {
      assertEquals(kind, Kind.of(kind.label()));
      assertEquals(kind, Kind.of(kind.name()));
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " tcp", "tcp5", "raw", "inet\0"})
  void anyOtherNameIsRefusedWithTheValidOnes(String name) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> Kind.of(name));
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.contains("'" + name + "'"), message);
    assertTrue(message.endsWith(String.join(", ", NAMES)), message);
  }
}
