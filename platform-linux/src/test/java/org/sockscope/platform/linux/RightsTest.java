// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockscope.Kind;
import org.sockscope.MissingPid;
import org.sockscope.NoSuchProcessException;
import org.sockscope.Sockscope;
import org.sockscope.contract.Opening;

/** What may be seen, and what is said of what may not. */
class RightsTest {
  private static final int EMFILE = 24;

  private final HolderWorld world = new HolderWorld();

  @AfterEach
  void close() {
    world.close();
  }

  private static void assertDenied(long pid, OtherJvm.Told told) {
    assertEquals("AccessDeniedException", told.failure(), told::toString);
    assertEquals(pid, told.code(), told::toString);
  }

  private static void assertHidden(long inode, OtherJvm.Told told) {
    assertEquals("", told.failure(), told::toString);
    assertFalse(told.complete(), told::toString);
    assertEquals(1, told.rowsOf(inode).size(), told::toString);
    OtherJvm.Row row = told.rowsOf(inode).get(0);
    assertEquals(-1, row.pid());
    assertEquals(-1, row.fd());
    assertEquals(Optional.of(MissingPid.HIDDEN), row.missingPid());
  }

  private static void assertHolds(long pid, long inode, OtherJvm.Told told) {
    assertEquals("", told.failure(), told::toString);
    assertEquals(List.of(pid), told.rowsOf(inode).stream().map(OtherJvm.Row::pid).toList());
  }

  private static long listen(HolderProcess holder) {
    return holder.inodeOf(holder.open(Opening.TCP4_LISTENER).get(0));
  }

  @Test
  void anotherUsersProcessIsDenied() {
    HolderProcess holder = world.start();
    long inode = listen(holder);

    List<OtherJvm.Told> told = OtherJvm.ofNobody().ask(holder.pid(), Questions.MACHINE);

    assertDenied(holder.pid(), told.get(0));
    assertHidden(inode, told.get(1));
    assertTrue(told.get(1).unreadable().contains(holder.pid()), told::toString);
  }

  /** The one capability is to look into processes, the other to list their descriptors. */
  @ParameterizedTest
  @ValueSource(strings = {"sys_ptrace", "dac_read_search"})
  void oneOfTheTwoCapabilitiesIsNotEnough(String capability) {
    HolderProcess holder = world.start();
    long inode = listen(holder);

    List<OtherJvm.Told> told = OtherJvm.ofNobody(capability).ask(holder.pid(), Questions.MACHINE);

    assertDenied(holder.pid(), told.get(0));
    assertHidden(inode, told.get(1));
  }

  @Test
  void bothCapabilitiesAreEnough() {
    HolderProcess holder = world.start();
    long inode = listen(holder);
    HolderProcess elsewhere = world.start();
    long netns = elsewhere.enterNetns();
    long inodeElsewhere = listen(elsewhere);

    List<OtherJvm.Told> told =
        OtherJvm.ofNobody("sys_ptrace", "dac_read_search")
            .ask(holder.pid(), elsewhere.pid(), Questions.MACHINE);

    assertHolds(holder.pid(), inode, told.get(0));
    assertHolds(elsewhere.pid(), inodeElsewhere, told.get(1));
    assertHolds(holder.pid(), inode, told.get(2));
    assertHolds(elsewhere.pid(), inodeElsewhere, told.get(2));
    assertEquals(netns, told.get(2).rowsOf(inodeElsewhere).get(0).netns());
    assertEquals("sock_diag, procfs", told.get(2).detail());
  }

  @Test
  void aProtectedProcessOfTheSameUserIsDenied() {
    HolderProcess holder = world.start();
    holder.becomeUser(OtherJvm.NOBODY);
    long inode = listen(holder);
    HolderProcess open = world.start();
    open.becomeUser(OtherJvm.NOBODY);
    long inodeOfOpen = listen(open);
    holder.protect();

    List<OtherJvm.Told> told = OtherJvm.ofNobody().ask(holder.pid(), Questions.MACHINE, open.pid());

    assertDenied(holder.pid(), told.get(0));
    assertHidden(inode, told.get(1));
    assertTrue(told.get(1).unreadable().contains(holder.pid()), told::toString);
    assertHolds(open.pid(), inodeOfOpen, told.get(1));
    assertHolds(open.pid(), inodeOfOpen, told.get(2));
  }

  /** procfs gives what it shows of an ended thread to root; the other threads are its user's. */
  @Test
  void aProcessWhoseFirstThreadHasEndedIsItsUsersStill() {
    HolderProcess holder = world.start();
    holder.becomeUser(OtherJvm.NOBODY);
    long inode = listen(holder);
    holder.leaveFirstThread();

    List<OtherJvm.Told> told = OtherJvm.ofNobody().ask(holder.pid(), Questions.MACHINE);

    assertHolds(holder.pid(), inode, told.get(0));
    assertHolds(holder.pid(), inode, told.get(1));
    assertFalse(told.get(1).unreadable().contains(holder.pid()), told::toString);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void hidepidHidesNoSocket(int hidepid) {
    HolderProcess holder = world.start();
    long inode = listen(holder);
    HolderProcess own = world.start();
    own.becomeUser(OtherJvm.NOBODY);
    long inodeOfOwn = listen(own);

    List<OtherJvm.Told> told =
        OtherJvm.ofNobody()
            .afterMounting("mount -t proc -o hidepid=" + hidepid + " proc /proc")
            .ask(holder.pid(), Questions.MACHINE, own.pid());

    assertDenied(holder.pid(), told.get(0));
    assertHidden(inode, told.get(1));
    assertHolds(own.pid(), inodeOfOwn, told.get(1));
    assertHolds(own.pid(), inodeOfOwn, told.get(2));
  }

  @Test
  void aPidNamespaceHidesWhatIsAboveIt() {
    HolderProcess holder = world.start();
    long inode = listen(holder);

    List<OtherJvm.Told> told =
        OtherJvm.startedBy("unshare", "--pid", "--fork", "--mount-proc")
            .ask(Questions.MACHINE, holder.pid());

    assertHidden(inode, told.get(0));
    assertEquals("NoSuchProcessException", told.get(1).failure(), told::toString);
  }

  /** A procfs above ours knows us by another pid than we know ourselves. */
  @Test
  void theProcfsOfAPidNamespaceAboveCounts() {
    HolderProcess holder = world.start();
    long inode = listen(holder);

    List<OtherJvm.Told> told =
        OtherJvm.startedBy("unshare", "--pid", "--fork").ask(Questions.MACHINE, holder.pid());

    assertHolds(holder.pid(), inode, told.get(0));
    assertHolds(holder.pid(), inode, told.get(1));
  }

  /** A procfs in which we are not: without a JVM, which couldn't start where there is no self. */
  @Test
  void theProcfsOfAnotherPidNamespaceIsAnError() throws IOException, InterruptedException {
    String script = "unshare --pid --fork mount -t proc proc /proc && exec \"$0\"";
    Process program =
        new ProcessBuilder(
                "unshare",
                "--mount",
                "sh",
                "-c",
                script,
                System.getProperty("sockscope.test.libraries") + "/list_sockets")
            .redirectErrorStream(true)
            .start();
    String told = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assumeTrue(program.waitFor() == 0, () -> "no other procfs can be mounted here: " + told);

    assertTrue(told.startsWith("failed "), told);
    assertTrue(told.contains("is procfs mounted, and of this pid namespace?"), told);
  }

  @Test
  void aLackOfDescriptorsIsAnError() {
    HolderProcess holder = world.start();
    listen(holder);

    List<OtherJvm.Told> told =
        OtherJvm.startedBy("sh", "-c", "ulimit -n 200 && exec \"$@\"", "sh")
            .ask(0, holder.pid(), Questions.MACHINE, Questions.EXHAUST, holder.pid(), "machine");

    assertEquals("NoSuchProcessException", told.get(0).failure(), told::toString);
    assertEquals("", told.get(1).failure(), told::toString);
    assertEquals("", told.get(2).failure(), told::toString);
    for (OtherJvm.Told afterwards : told.subList(3, 5)) {
      assertEquals("SystemCallException", afterwards.failure(), told::toString);
      assertEquals(EMFILE, afterwards.code(), told::toString);
    }
  }

  @Test
  void zeroIsNoProcess() {
    try (Sockscope scope = Sockscope.system()) {
      NoSuchProcessException e =
          assertThrows(NoSuchProcessException.class, () -> scope.process(0).connections());
      assertEquals(OptionalLong.of(0), e.pid());
    }
  }

  @Test
  void aKernelThreadHasNoSockets() throws IOException {
    Path kthreadd = Path.of("/proc/2/stat");
    assumeTrue(
        Files.exists(kthreadd) && Files.readString(kthreadd).startsWith("2 (kthreadd) "),
        "process 2 is no kernel thread: this is a pid namespace");
    try (Sockscope scope = Sockscope.system()) {
      assertEquals(List.of(), scope.process(2).connections(Kind.ALL));
    }
  }
}
