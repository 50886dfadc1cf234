// SPDX-License-Identifier: Apache-2.0
package org.sockscope.jni;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.sockscope.AccessDeniedException;
import org.sockscope.NativeLibraryException;
import org.sockscope.NoSuchProcessException;
import org.sockscope.SockscopeException;
import org.sockscope.SystemCallException;
import org.sockscope.ZombieProcessException;

/** What a failure in C becomes in Java. */
class ReplyTest {
  private static byte[] failure(int result, long pid) {
    return new ReplyBuilder()
        .failure(result, "open of /proc/PID", 13, "Permission denied", pid)
        .build();
  }

  @Test
  void aProcessThatIsNotThere() {
    NoSuchProcessException e =
        assertThrows(
            NoSuchProcessException.class,
            () -> Reply.of(failure(RowFormat.RESULT_NO_SUCH_PROCESS, 4711)));
    assertEquals(OptionalLong.of(4711), e.pid());
    assertEquals("there is no process 4711", e.getMessage());
  }

  @Test
  void aProcessThatHasEnded() {
    ZombieProcessException e =
        assertThrows(
            ZombieProcessException.class,
            () -> Reply.of(failure(RowFormat.RESULT_ZOMBIE_PROCESS, 4711)));
    assertEquals(OptionalLong.of(4711), e.pid());
  }

  @Test
  void aProcessThatMayNotBeRead() {
    AccessDeniedException e =
        assertThrows(
            AccessDeniedException.class,
            () -> Reply.of(failure(RowFormat.RESULT_ACCESS_DENIED, 4711)));
    assertEquals(OptionalLong.of(4711), e.pid());
    assertTrue(e.getMessage().contains("4711"), e::getMessage);
    assertTrue(e.getMessage().contains("open of /proc/PID: Permission denied"), e::getMessage);
  }

  @Test
  void aSystemThatMayNotBeRead() {
    AccessDeniedException e =
        assertThrows(
            AccessDeniedException.class,
            () -> Reply.of(failure(RowFormat.RESULT_ACCESS_DENIED, -1)));
    assertEquals(OptionalLong.empty(), e.pid());
    assertTrue(e.getMessage().startsWith("the system may not be read"), e::getMessage);
  }

  @Test
  void aSystemCallThatFailed() {
    SystemCallException e =
        assertThrows(
            SystemCallException.class,
            () -> Reply.of(failure(RowFormat.RESULT_SYSTEM_CALL_FAILED, -1)));
    assertEquals("open of /proc/PID", e.call());
    assertEquals(13, e.code());
    assertEquals("Permission denied", e.text());
    assertEquals("open of /proc/PID failed: Permission denied (error 13)", e.getMessage());
    assertEquals(OptionalLong.empty(), e.pid());
  }

  @Test
  void anAnswerThatIsTooLarge() {
    SockscopeException e =
        assertThrows(
            SockscopeException.class, () -> Reply.of(failure(RowFormat.RESULT_TOO_LARGE, -1)));
    assertTrue(e.getMessage().contains("2 GiB"), e::getMessage);
  }

  @Test
  void aFailureWithoutMeaning() {
    assertThrows(NativeLibraryException.class, () -> Reply.of(failure(99, -1)));
  }

  @Test
  void theTableThatWasOpened() {
    byte[] reply =
        new ReplyBuilder()
            .header(header -> header.putLong(RowFormat.HEADER_TABLE, 0x7f00_1234_5678L))
            .build();
    assertEquals(0x7f00_1234_5678L, Reply.of(reply).table());
  }
}
