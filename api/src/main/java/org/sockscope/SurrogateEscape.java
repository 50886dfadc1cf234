// SPDX-License-Identifier: Apache-2.0
package org.sockscope;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8 in which no byte is lost: a byte 0xNN that is not part of valid UTF-8 is the lone surrogate
 * U+DCNN (Python's PEP 383 does the same, so the two understand each other).
 */
final class SurrogateEscape {
  private static final char FIRST = '\uDC80';
  private static final char LAST = '\uDCFF';

  private SurrogateEscape() {}

  static String decode(byte[] bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    while (decoder.decode(in, out, true).isMalformed()) {
      out.put((char) (0xDC00 | (in.get() & 0xFF)));
      decoder.reset();
    }
    return out.flip().toString();
  }

  static byte[] encode(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    int start = 0;
    while (start < text.length()) {
      int end = start;
      while (end < text.length() && !isEscape(text, end)) {
        end++;
      }
      bytes.writeBytes(encodeValid(text, start, end));
      while (end < text.length() && isEscape(text, end)) {
        bytes.write(text.charAt(end++) & 0xFF);
      }
      start = end;
    }
    return bytes.toByteArray();
  }

  /** A low surrogate of that range behind a high one is half of an ordinary character. */
  private static boolean isEscape(String text, int index) {
    char c = text.charAt(index);
    return c >= FIRST
        && c <= LAST
        && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
  }

  private static byte[] encodeValid(String text, int start, int end) {
    try {
      ByteBuffer encoded =
          StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text, start, end));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a surrogate in the path stands for no byte", e);
    }
  }
}
