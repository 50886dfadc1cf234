// SPDX-License-Identifier: Apache-2.0
package org.sockscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sockscope.Kind;
import org.sockscope.Sockscope;
import org.sockscope.UnsupportedPlatformException;

/** The path of a real UNIX socket, with what could break a format or a terminal in it. */
class LiveNamesTest {
  private static final String NAME = "a b\n\u001b[31m\"q\",\\end";

  @TempDir private Path temp;
  private ServerSocketChannel listener;

  @BeforeEach
  void listen() throws IOException {
    assumeTrue(listsUnixSockets(), "UNIX sockets are not listed on this machine");
    listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(temp.resolve(NAME)));
  }

  @AfterEach
  void close() throws IOException {
    if (listener != null) {
      listener.close();
    }
  }

  private static boolean listsUnixSockets() {
    try (Sockscope scope = Sockscope.system()) {
      return scope.supportedKinds().contains(Kind.UNIX);
    } catch (UnsupportedPlatformException e) {
      return false;
    }
  }

  private static String list(String format) {
    String pid = Long.toString(ProcessHandle.current().pid());
    Run run = Run.of(Sockscope::system, "--pid", pid, "--kind", "unix", "--format", format);
    assertEquals("", run.err());
    assertEquals(0, run.status());
    return run.out();
  }

  @Test
  void jsonHasItWhole() {
    String expected = "\"laddr\":\"" + temp + "/a b\\n\\u001b[31m\\\"q\\\",\\\\end\"";

    assertTrue(list("json").contains(expected), () -> list("json"));
    assertTrue(list("jsonl").contains(expected), () -> list("jsonl"));
  }

  @Test
  void noneOfItsControlCharactersReachesATerminal() {
    for (String format : new String[] {"table", "json", "jsonl", "csv"}) {
      String out = list(format);
      assertTrue(out.contains("a b"), out);
      assertFalse(out.replace("\n", "").chars().anyMatch(Character::isISOControl), out);
    }
  }
}
