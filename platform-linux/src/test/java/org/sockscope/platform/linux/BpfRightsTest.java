// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockscope.contract.Opening;

/** Where BPF may be used, and that the next way is taken where it may not. */
class BpfRightsTest {
  private final HolderWorld world = new HolderWorld();
  private HolderProcess holder;
  private long inode;

  @BeforeEach
  void listen() {
    Method.assumeBpf();
    holder = world.start();
    inode = holder.inodeOf(holder.open(Opening.TCP4_LISTENER).get(0));
  }

  @AfterEach
  void close() {
    world.close();
  }

  /** Both of the process and of the machine. */
  private void assertFound(String method, OtherJvm jvm) {
    for (OtherJvm.Told told : jvm.ask(holder.pid(), Questions.MACHINE)) {
      assertEquals("", told.failure(), told::toString);
      assertEquals(method, told.detail());
      assertEquals(
          List.of(holder.pid()), told.rowsOf(inode).stream().map(OtherJvm.Row::pid).toList());
    }
  }

  /** Only that the process may not be read, and who holds the socket is not known. */
  private void assertNotFound(OtherJvm jvm) {
    List<OtherJvm.Told> told = jvm.ask(holder.pid(), Questions.MACHINE);
    assertEquals("AccessDeniedException", told.get(0).failure(), told::toString);
    assertEquals("", told.get(1).failure(), told::toString);
    assertEquals(List.of(-1L), told.get(1).rowsOf(inode).stream().map(OtherJvm.Row::pid).toList());
  }

  private static OtherJvm refusing(String calls) {
    return OtherJvm.startedBy(System.getProperty("sockscope.test.libraries") + "/refuse", calls);
  }

  @Test
  void rootMay() {
    assertFound(Method.BPF, OtherJvm.startedBy("env"));
  }

  /** A process whose descriptors procfs doesn't show to it. */
  @Test
  void aProcessThatOnlyBpfCanReadIsAnswered() {
    assertFound(Method.BPF, OtherJvm.ofNobody("bpf", "perfmon"));
  }

  @Test
  void aProcessThatProcfsHidesIsAnswered() {
    assertFound(
        Method.BPF,
        OtherJvm.ofNobody("bpf", "perfmon").afterMounting("mount -t proc -o hidepid=2 proc /proc"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bpf", "perfmon", "sys_ptrace"})
  void oneCapabilityIsNotEnough(String capability) {
    assertNotFound(OtherJvm.ofNobody(capability));
  }

  @Test
  void withoutCapabilitiesItIsRefused() {
    assertNotFound(OtherJvm.ofNobody());
  }

  @Test
  void rootOfAUserNamespaceIsRefused() {
    assertNotFound(OtherJvm.startedBy("unshare", "--user", "--map-root-user"));
  }

  @Test
  void aFilterThatRefusesBpfLeadsToSockDiag() {
    assertFound(Method.SOCK_DIAG, refusing("bpf"));
  }

  @Test
  void aFilterThatRefusesNetlinkTooLeadsToProcfs() {
    assertFound(Method.PROCFS, refusing("netlink"));
  }

  @Test
  void aKernelThatDoesNotDescribeItsTypesLeadsToSockDiag() {
    assertFound(
        Method.SOCK_DIAG,
        OtherJvm.startedBy("env").afterMounting("mount -t tmpfs none /sys/kernel/btf"));
  }

  /** Its pids are others than those that BPF would tell. */
  @Test
  void theProcfsOfAnotherPidNamespaceLeadsToSockDiag() {
    assertFound(Method.SOCK_DIAG, OtherJvm.startedBy("unshare", "--pid", "--fork"));
  }

  /** There it is process 1, which is another one outside. */
  @Test
  void insideOfAPidNamespaceItsPidsCount() {
    OtherJvm.Told told =
        OtherJvm.startedBy("unshare", "--pid", "--fork", "--mount-proc").ask(Questions.OWN).get(0);

    assertEquals("", told.failure(), told::toString);
    assertEquals(Method.BPF, told.detail());
    assertEquals(Set.of(1L), Set.copyOf(told.rows().stream().map(OtherJvm.Row::pid).toList()));
  }
}
