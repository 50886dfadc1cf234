// SPDX-License-Identifier: Apache-2.0
package org.sockscope;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnixEndpointTest {
  private static UnixEndpoint ofHex(String bytes) {
    return UnixEndpoint.of(HexFormat.of().parseHex(bytes));
  }

  /** What Python makes of the same bytes with the error handler "surrogateescape". */
  static Stream<Arguments> pythonsText() {
    return Stream.of(
        Arguments.of("2f72756e2f61", "/run/a"),
        Arguments.of("ff", "\udcff"),
        Arguments.of("61c3a980", "aé\udc80"),
        Arguments.of("f09f9880", "😀"),
        Arguments.of("edb280", "\udced\udcb2\udc80"),
        Arguments.of("c080", "\udcc0\udc80"),
        Arguments.of("e282", "\udce2\udc82"),
        Arguments.of("e28241", "\udce2\udc82A"),
        Arguments.of("f4908080", "\udcf4\udc90\udc80\udc80"),
        Arguments.of("f09f98", "\udcf0\udc9f\udc98"),
        Arguments.of("f09f98f09f988080", "\udcf0\udc9f\udc98😀\udc80"));
  }

  @ParameterizedTest
  @MethodSource("pythonsText")
  void textLosesNoByte(String bytes, String text) {
    assertEquals(text, ofHex(bytes).path());
    assertEquals(ofHex(bytes), new UnixEndpoint(text));
    assertEquals(bytes, HexFormat.of().formatHex(new UnixEndpoint(text).bytes()));
  }

  @Test
  void everyByteAndEveryPairOfBytesIsReadBack() {
    for (int first = 1; first < 256; first++) {
      assertReadBack(new byte[] {(byte) first});
      for (int second = 1; second < 256; second++) {
        assertReadBack(new byte[] {(byte) first, (byte) second});
      }
    }
  }

  @Test
  void randomBytesAreReadBack() {
    Random random = new Random(383);
    byte[] likely = HexFormat.of().parseHex("2f41c3a9e282acf09f9880edb280f4c0ff");
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = new byte[1 + random.nextInt(108)];
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] =
            random.nextBoolean()
                ? likely[random.nextInt(likely.length)]
                : (byte) (1 + random.nextInt(255));
      }
      assertReadBack(bytes);
    }
  }

  private static void assertReadBack(byte[] bytes) {
    UnixEndpoint end = UnixEndpoint.of(bytes);
    assertArrayEquals(bytes, end.bytes());
    assertArrayEquals(bytes, new UnixEndpoint(end.path()).bytes());
  }

  @Test
  void ordinaryTextIsItsUtf8() {
    String text = "/tmp/ä€😀 \t\u007f\uffff";
    assertArrayEquals(text.getBytes(UTF_8), new UnixEndpoint(text).bytes());
    assertEquals(text, UnixEndpoint.of(text.getBytes(UTF_8)).path());
  }

  @Test
  void anAbstractNameBeginsWithNulAndIsShownWithAt() {
    UnixEndpoint end = ofHex("00612f00ff00");
    assertTrue(end.isAbstract());
    assertFalse(end.isUnnamed());
    assertEquals("@a/@\udcff@", end.path());
    assertEquals("@a/@\udcff@", end.toString());
    assertArrayEquals(HexFormat.of().parseHex("00612f00ff00"), end.bytes());
  }

  @Test
  void anAbstractNameMayBeNothingButNul() {
    UnixEndpoint end = ofHex("00");
    assertTrue(end.isAbstract());
    assertFalse(end.isUnnamed());
    assertEquals("@", end.path());
    assertNotEquals(ofHex("0000"), end);
  }

  @Test
  void aPathEndsAtItsFirstNul() {
    assertEquals(new UnixEndpoint("/a"), ofHex("2f6100"));
    assertEquals(new UnixEndpoint("/a"), ofHex("2f610062"));
    assertFalse(ofHex("2f6100").isAbstract());
  }

  @Test
  void anEndWithoutBytesIsUnnamed() {
    assertSame(UnixEndpoint.UNNAMED, UnixEndpoint.of(new byte[0]));
    assertEquals(UnixEndpoint.UNNAMED, new UnixEndpoint(""));
    assertTrue(UnixEndpoint.UNNAMED.isUnnamed());
    assertFalse(UnixEndpoint.UNNAMED.isAbstract());
    assertEquals("", UnixEndpoint.UNNAMED.path());
    assertNotEquals(NoEndpoint.INSTANCE, (Endpoint) UnixEndpoint.UNNAMED);
  }

  @Test
  void namesAreEqualByBytesNotByText() {
    UnixEndpoint path = new UnixEndpoint("@a");
    UnixEndpoint abstractName = ofHex("0061");
    assertEquals(path.path(), abstractName.path());
    assertNotEquals(path, abstractName);
    assertFalse(path.isAbstract());
    assertEquals(ofHex("4061"), path);
    assertEquals(ofHex("4061").hashCode(), path.hashCode());
  }

  @Test
  void escapesThatMakeUpACharacterAreThatCharacter() {
    assertEquals(new UnixEndpoint("é"), new UnixEndpoint("\udcc3\udca9"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "\0abstract", "/a\0", "/a\0b"})
  void aPathHasNoNul(String path) {
    assertThrows(IllegalArgumentException.class, () -> new UnixEndpoint(path));
  }

  @Test
  void aSurrogateThatStandsForNoByteIsRefused() {
    for (String path : new String[] {"\ud83d", "/a\udc7f", "\udd00b", "\udc00"}) {
      assertThrows(IllegalArgumentException.class, () -> new UnixEndpoint(path));
    }
  }

  @Test
  void bytesAreCopiedOnTheWayInAndOut() {
    byte[] bytes = {'/', 'a'};
    UnixEndpoint end = UnixEndpoint.of(bytes);
    bytes[1] = 'b';
    end.bytes()[1] = 'c';
    assertEquals("/a", end.path());
  }
}
