// SPDX-License-Identifier: Apache-2.0
package org.sockscope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SockscopeExceptionTest {
  @Test
  void carriesThePidOfTheProcessThatItConcerns() {
    for (SockscopeException exception :
        List.of(
            new SockscopeException("message", 0, null),
            new NoSuchProcessException("message", 0),
            new ZombieProcessException("message", 0),
            new AccessDeniedException("message", 0))) {
      assertEquals(OptionalLong.of(0), exception.pid());
      assertEquals("message", exception.getMessage());
    }
    assertEquals(OptionalLong.of(42), new SystemCallException("read", 5, "I/O", 42).pid());
  }

  @Test
  void hasNoPidIfNoProcessIsConcerned() {
    for (SockscopeException exception :
        List.of(
            new SockscopeException("message"),
            new AccessDeniedException("message", -1),
            new UnsupportedKindException("message", Kind.UNIX),
            new UnsupportedPlatformException("message"),
            new NativeLibraryException("message", null),
            new SystemCallException("read", 5, "I/O", -1))) {
      assertEquals(OptionalLong.empty(), exception.pid());
    }
  }

  @Test
  void tellsWhatBelongsToTheKindOfFailure() {
    SystemCallException call = new SystemCallException("open /proc", 13, "Permission denied", -1);
    assertEquals("open /proc", call.call());
    assertEquals(13, call.code());
    assertEquals("Permission denied", call.text());
    assertEquals("open /proc failed: Permission denied (error 13)", call.getMessage());
    assertEquals(
        "open /proc failed: Permission denied (error 13, process 7)",
        new SystemCallException("open /proc", 13, "Permission denied", 7).getMessage());
    assertEquals(Kind.UNIX, new UnsupportedKindException("message", Kind.UNIX).kind());
    UnsatisfiedLinkError cause = new UnsatisfiedLinkError();
    assertSame(cause, new NativeLibraryException("message", cause).getCause());
    assertInstanceOf(NoSuchProcessException.class, new ZombieProcessException("message", 1));
  }

  @Test
  void aMissingCoreIsAMissingDependency() {
    UnsupportedPlatformException refusal =
        assertThrows(UnsupportedPlatformException.class, Sockscope::system);
    assertTrue(
        String.valueOf(refusal.getMessage()).contains("org.sockscope:sockscope-core"),
        refusal.getMessage());
  }
}
