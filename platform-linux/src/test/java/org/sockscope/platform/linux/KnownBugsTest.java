// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sockscope.Connection;
import org.sockscope.Kind;
import org.sockscope.NoSuchProcessException;
import org.sockscope.SocketType;
import org.sockscope.Sockscope;
import org.sockscope.UnixEndpoint;
import org.sockscope.contract.Opening;

/**
 * What psutil once had wrong on Linux, and what its tests look at. Numbers of four digits or less
 * are of its issues:
 *
 * <table>
 *   <caption>Where each is tested</caption>
 *   <tr><th>What</th><th>Where</th></tr>
 *   <tr><td>197, 623: no IPv6</td><td>scenario text-without-ipv6</td></tr>
 *   <tr><td>201: the bytes of IPv6 addresses</td><td>here; big-endian: the tests of the parser</td></tr>
 *   <tr><td>285: sockets of other kinds</td><td>here</td></tr>
 *   <tr><td>497, 572: several processes hold one socket</td>
 *       <td>the contract's holders, {@link HolderPropertyTest}</td></tr>
 *   <tr><td>503: a process ends while it is read</td>
 *       <td>here; scenarios process-ends-during-walk, process-ends-before-tables</td></tr>
 *   <tr><td>561, 2475: UNIX sockets that are equal, or without a name</td>
 *       <td>here, {@link ScaleTest}, {@link OwnerlessTest}</td></tr>
 *   <tr><td>632, 766: garbage among the lines of the text</td>
 *       <td>scenario text-with-garbage, {@link ProcfsTextTest}</td></tr>
 *   <tr><td>640: an error gives a shorter list</td>
 *       <td>{@link RightsTest}, {@link ScriptedDumpsTest}, {@link ScriptedHoldersTest}</td></tr>
 *   <tr><td>675: paths that are not UTF-8</td><td>{@link NamesTest}</td></tr>
 *   <tr><td>1155: the text is denied</td><td>scenario no-netlink-and-text-denied</td></tr>
 *   <tr><td>1611: other network namespaces</td><td>{@link NamespacesTest}</td></tr>
 *   <tr><td>1940: a path too long to be shown</td><td>here</td></tr>
 *   <tr><td>Its tests: shape of rows, kinds, counts, ends, ten processes at once, unknown kinds</td>
 *       <td>the contract</td></tr>
 *   <tr><td>Its tests: no row twice</td>
 *       <td>{@link HolderPropertyTest}, for rows with pid and descriptor</td></tr>
 *   <tr><td>Its tests: the same as ss</td><td>{@link SsComparisonTest}</td></tr>
 *   <tr><td>Its tests: no procfs</td><td>scenario not-procfs, {@link RightsTest}</td></tr>
 * </table>
 */
class KnownBugsTest {
  private final HolderWorld world = new HolderWorld();
  private Sockscope scope;

  @BeforeEach
  void openScope() {
    scope = Sockscope.system();
  }

  @AfterEach
  void close() {
    scope.close();
    world.close();
  }

  /** An address in which all bytes that can differ do; Java's socket is one of IPv6 if it may. */
  @Test
  void theBytesOfAnAddressAreInOrder() throws IOException {
    InetAddress address = InetAddress.getByAddress(new byte[] {127, 1, 2, 3});
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(address, 0))) {
      String end = "127.1.2.3:" + socket.getLocalPort();
      for (String method : List.of(Method.SOCK_DIAG, Method.PROCFS)) {
        try (Sockscope held = Method.open(method)) {
          List<String> ends =
              held.process(ProcessHandle.current().pid()).connections(Kind.UDP).stream()
                  .map(row -> row.laddr().toString().replaceAll("\\[::ffff:(.*)]", "$1"))
                  .toList();
          assertTrue(ends.contains(end), ends::toString);
        }
      }
    }
  }

  @Test
  void socketsOfOtherKindsAreNotListedAndDoNoHarm() {
    HolderProcess holder = world.start();
    holder.openOtherKinds();
    Connection listed = holder.open(Opening.UDP4_BOUND).get(0);
    holder.openOtherKinds();

    assertEquals(List.of(listed), scope.process(holder.pid()).connections(Kind.ALL));
    assertEquals(
        List.of(listed),
        scope.connections(Kind.ALL).stream().filter(row -> row.pid() == holder.pid()).toList());
  }

  @Test
  void aProcessThatEndsWhileItIsReadIsListedOrGone() throws InterruptedException {
    List<HolderProcess> holders = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      HolderProcess holder = world.start();
      holder.openMany(20, Opening.UDP4_BOUND);
      holders.add(holder);
    }
    Thread ending = new Thread(() -> holders.forEach(HolderProcess::end));
    ending.start();
    do {
      scope.connections(Kind.ALL);
      holders.forEach(this::listedWholeOrGone);
    } while (ending.isAlive());
    ending.join();
    for (HolderProcess holder : holders) {
      assertThrows(
          NoSuchProcessException.class, () -> scope.process(holder.pid()).connections(Kind.UDP));
    }
  }

  private void listedWholeOrGone(HolderProcess holder) {
    try {
      assertEquals(20, scope.process(holder.pid()).connections(Kind.UDP).size());
    } catch (NoSuchProcessException e) {
      // as good as the whole list
    }
  }

  @Test
  void unixSocketsThatAreEqualAreAllListed() {
    HolderProcess holder = world.start();
    holder.openMany(100, Opening.UNIX_DGRAM_UNNAMED);
    holder.openMany(100, Opening.UNIX_STREAM_PAIR);

    List<Connection> rows = scope.process(holder.pid()).connections(Kind.UNIX);
    assertEquals(300, rows.size());
    assertEquals(100, rows.stream().filter(row -> row.type() == SocketType.SOCK_DGRAM).count());
    assertTrue(rows.stream().allMatch(row -> row.laddr().equals(UnixEndpoint.UNNAMED)));
  }

  @Test
  void aFileWhosePathCannotBeShownDoesNoHarm() throws IOException {
    HolderProcess holder = world.start();
    holder.openDeepFile();
    Connection listed = holder.open(Opening.UDP4_BOUND).get(0);
    assumeTrue(hasLinkThatCannotBeRead(holder.pid()), "this kernel shows paths of any length");

    assertEquals(List.of(listed), scope.process(holder.pid()).connections(Kind.ALL));
  }

  private static boolean hasLinkThatCannotBeRead(long pid) throws IOException {
    try (Stream<Path> links = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return links.anyMatch(
          link -> {
            try {
              Files.readSymbolicLink(link);
              return false;
            } catch (FileSystemException e) {
              return true;
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
