// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sockscope.AccessDeniedException;
import org.sockscope.Kind;
import org.sockscope.NoSuchProcessException;
import org.sockscope.SystemCallException;
import org.sockscope.ZombieProcessException;
import org.sockscope.contract.Scenario;

/** What a program that asks for one process sees of those that end, hide or never were. */
class ScriptedProcessesTest extends LinuxQueries {
  @Test
  void oneThatEndsDuringTheQueryIsNoSuchProcess() {
    failure(
        NoSuchProcessException.class,
        100,
        SERVER + "changes-after unix\nround\ntcp4 10 127.0.0.1 8080 0.0.0.0 0 inode=1001\n");
  }

  @Test
  void theIdOfAThreadIsNoSuchProcess() {
    failure(NoSuchProcessException.class, 101, SERVER + "thread 101 100\n");
  }

  @Test
  void zeroIsNoSuchProcess() {
    failure(NoSuchProcessException.class, 0, SERVER);
  }

  @Test
  void oneThatWasNotWaitedForIsAZombie() {
    failure(ZombieProcessException.class, 101, SERVER + "process 101 zombie\nended 101\n");
  }

  @Test
  void oneThatProcfsHidesIsDenied() {
    AccessDeniedException failure =
        failure(AccessDeniedException.class, 4000, SERVER + "hidden 4000\n");

    assertTrue(failure.getMessage().contains("4000"), failure::getMessage);
  }

  @Test
  void oneWhoseDescriptorsMayNotBeReadIsDenied() {
    failure(AccessDeniedException.class, 100, SERVER + "fault openat 100/fd EACCES\n");
  }

  @Test
  void aKernelThreadHasNoSockets() {
    Scenario.write("process 2 kthreadd\nkernel-thread 2\nfault openat 2/fd EACCES\n");

    assertEquals(List.of(), scope.process(2).connections(Kind.ALL));
  }

  @Test
  void aLackOfDescriptorsIsToldWithThePid() {
    SystemCallException failure =
        failure(SystemCallException.class, 100, SERVER + "fault openat 100/fd EMFILE\n");

    assertEquals(EMFILE, failure.code());
  }
}
