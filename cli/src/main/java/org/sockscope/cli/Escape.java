// SPDX-License-Identifier: Apache-2.0
package org.sockscope.cli;

/**
 * Text that is safe on a terminal and stays on its line, and from which the original can be had
 * back: the escapes are those of a shell's {@code printf %b}.
 *
 * <p>Names of sockets and processes are chosen by whoever runs them; written raw, they could move
 * the cursor, forge rows or reverse what is read.
 */
final class Escape {
  private Escape() {}

  static String escape(String text) {
    if (text.codePoints().noneMatch(Escape::isEscaped)) {
      return text;
    }
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> append(escaped, c));
    return escaped.toString();
  }

  private static boolean isEscaped(int codePoint) {
    return codePoint == '\\'
        || switch (Character.getType(codePoint)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.SURROGATE ->
              true;
          default -> false;
        };
  }

  private static void append(StringBuilder escaped, int codePoint) {
    if (!isEscaped(codePoint)) {
      escaped.appendCodePoint(codePoint);
    } else if (codePoint == '\\') {
      escaped.append("\\\\");
    } else if (codePoint < 0x80 || isByte(codePoint)) {
      escaped.append(String.format("\\x%02x", codePoint & 0xFF));
    } else if (Character.isBmpCodePoint(codePoint)) {
      escaped.append(String.format("\\u%04x", codePoint));
    } else {
      escaped.append(String.format("\\U%08x", codePoint));
    }
  }

  /** A byte that is not UTF-8, as {@link org.sockscope.UnixEndpoint#path()} tells it. */
  private static boolean isByte(int codePoint) {
    return codePoint >= 0xDC80 && codePoint <= 0xDCFF;
  }
}
