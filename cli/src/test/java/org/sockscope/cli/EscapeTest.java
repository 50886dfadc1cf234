// SPDX-License-Identifier: Apache-2.0
package org.sockscope.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sockscope.UnixEndpoint;

class EscapeTest {
  @ParameterizedTest
  @CsvSource({
    "0x00, \\x00",
    "0x09, \\x09",
    "0x0a, \\x0a",
    "0x1b, \\x1b",
    "0x7f, \\x7f",
    "0x85, \\u0085",
    "0x9b, \\u009b",
    "0x200f, \\u200f",
    "0x2028, \\u2028",
    "0x2029, \\u2029",
    "0x202e, \\u202e",
    "0x2066, \\u2066",
    "0xfeff, \\ufeff",
    "0xd800, \\ud800",
    "0xdc7f, \\udc7f",
    "0xdc80, \\x80",
    "0xdcff, \\xff",
    "0xe0041, \\U000e0041",
    "0x5c, \\\\"
  })
  void whatATerminalCannotShowIsEscaped(String codePoint, String escaped) {
    String text = Character.toString(Integer.decode(codePoint));

    assertEquals("a" + escaped + "b", Escape.escape("a" + text + "b"));
  }

  @Test
  void whatPeopleReadStaysAsItIs() {
    String text = "/run/größe 端口 \ud83d\udd0c \"quoted\", é";

    assertEquals(text, Escape.escape(text));
  }

  @Test
  void noControlCharacterOrSurrogateIsEverLeft() {
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      String escaped = Escape.escape(Character.toString((char) c));

      assertTrue(
          escaped
              .chars()
              .noneMatch(e -> Character.isISOControl(e) || Character.isSurrogate((char) e)),
          Integer.toHexString(c));
    }
  }

  @Test
  void printfOfTheShellGivesTheOriginalBack() throws Exception {
    Path bash = Path.of("/bin/bash");
    assumeTrue(Files.isExecutable(bash), "there is no /bin/bash to undo the escapes with");
    byte[] name = new byte[300];
    for (int i = 0; i < 255; i++) {
      name[i] = (byte) (i + 1);
    }
    byte[] tail =
        "é\u0085\u202e\ud83d\udd0c\udb40\udc41\\x41\\\\n%s".getBytes(StandardCharsets.UTF_8);
    System.arraycopy(tail, 0, name, 255, tail.length);
    UnixEndpoint end = UnixEndpoint.of(name);

    ProcessBuilder printf =
        new ProcessBuilder(
            bash.toString(), "-c", "printf %b \"$1\"", "printf", Escape.escape(end.path()));
    printf.environment().put("LC_ALL", "C.UTF-8");
    Process process = printf.start();

    assertArrayEquals(end.bytes(), process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor());
  }
}
