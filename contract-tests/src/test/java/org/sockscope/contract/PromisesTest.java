// SPDX-License-Identifier: Apache-2.0
package org.sockscope.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sockscope.AddressFamily;
import org.sockscope.Connection;
import org.sockscope.Endpoint;
import org.sockscope.InetEndpoint;
import org.sockscope.Kind;
import org.sockscope.NoEndpoint;
import org.sockscope.SocketType;
import org.sockscope.Status;
import org.sockscope.UnixEndpoint;
import org.sockscope.spi.UnixNames;

/** What a platform must show of a socket depends on its promises, and on nothing else. */
class PromisesTest {
  private static final Endpoint HERE = InetEndpoint.of(AddressFamily.AF_INET, 0, 0x7f000001L, 80);
  private static final Endpoint THERE = InetEndpoint.of(AddressFamily.AF_INET, 0, 0x7f000001L, 81);
  private static final Endpoint MAPPED_HERE =
      InetEndpoint.of(AddressFamily.AF_INET6, 0, 0xffff_7f000001L, 80);
  private static final Endpoint MAPPED_THERE =
      InetEndpoint.of(AddressFamily.AF_INET6, 0, 0xffff_7f000001L, 81);
  private static final Connection UDP =
      new Connection(3, AddressFamily.AF_INET, SocketType.SOCK_DGRAM, HERE, THERE, Status.NONE, 10);
  private static final Connection UNIX =
      unix(new UnixEndpoint("/run/here"), new UnixEndpoint("/run/there"));

  @Test
  void everythingIsShownIfEverythingIsPromised() {
    Promises all =
        new Promises(EnumSet.allOf(Kind.class), UnixNames.BOTH, EnumSet.allOf(Promise.class));
    List<Connection> sockets =
        List.of(UDP, UNIX, mapped(Status.ESTABLISHED), mapped(Status.LISTEN), timeWait());

    assertEquals(sockets, all.shown(sockets));
  }

  @Test
  void aDescriptorThatIsNotPromisedIsHidden() {
    assertEquals(-1, onlyShown(UnixNames.NONE, Promise.UDP_REMOTE, UDP).fd());
    assertEquals(3, onlyShown(UnixNames.NONE, Promise.FD, UDP).fd());
  }

  @Test
  void theRemoteEndOfAUdpSocketIsHiddenUnlessPromised() {
    assertEquals(NoEndpoint.INSTANCE, onlyShown(UnixNames.NONE, Promise.FD, UDP).raddr());
    assertEquals(THERE, onlyShown(UnixNames.NONE, Promise.UDP_REMOTE, UDP).raddr());
  }

  @Test
  void theNamesOfUnixSocketsAreHiddenUnlessPromised() {
    assertEquals(
        unix(UnixEndpoint.UNNAMED, UnixEndpoint.UNNAMED),
        onlyShown(UnixNames.NONE, Promise.FD, UNIX));
    assertEquals(
        unix(new UnixEndpoint("/run/here"), UnixEndpoint.UNNAMED),
        onlyShown(UnixNames.LOCAL, Promise.FD, UNIX));
    assertEquals(UNIX, onlyShown(UnixNames.BOTH, Promise.FD, UNIX));
  }

  @Test
  void unixSocketsAreHiddenIfTheirKindIsNotListed() {
    Promises promises = new Promises(EnumSet.of(Kind.INET), UnixNames.NONE, Set.of(Promise.FD));

    assertEquals(List.of(), promises.shown(List.of(UNIX)));
  }

  @Test
  void unboundSocketsAreHiddenUnlessPromised() {
    List<Connection> unbound =
        List.of(
            unconnected(SocketType.SOCK_STREAM, HERE, Status.BOUND),
            unconnected(SocketType.SOCK_STREAM, NoEndpoint.INSTANCE, Status.CLOSE),
            unconnected(SocketType.SOCK_DGRAM, NoEndpoint.INSTANCE, Status.NONE));
    Connection listener = unconnected(SocketType.SOCK_STREAM, HERE, Status.LISTEN);
    Promises withoutThem = promising(UnixNames.NONE, Promise.FD, Promise.BOUND_TCP);

    assertEquals(List.of(), withoutThem.shown(unbound));
    assertEquals(List.of(listener), withoutThem.shown(List.of(listener)));
    assertEquals(
        unbound,
        promising(UnixNames.NONE, Promise.FD, Promise.BOUND_TCP, Promise.UNBOUND).shown(unbound));
  }

  @Test
  void aSocketThatIsNotBoundIsClosedUnlessPromisedOtherwise() {
    Connection unbound = unconnected(SocketType.SOCK_STREAM, NoEndpoint.INSTANCE, Status.CLOSE);

    assertEquals(Status.CLOSE, onlyShown(UnixNames.NONE, Promise.UNBOUND, unbound).status());
    assertEquals(
        Status.IDLE,
        promising(UnixNames.NONE, Promise.UNBOUND, Promise.IDLE)
            .shown(List.of(unbound))
            .get(0)
            .status());
  }

  private static Connection unconnected(SocketType type, Endpoint local, Status status) {
    return new Connection(3, AddressFamily.AF_INET, type, local, NoEndpoint.INSTANCE, status, 10);
  }

  @Test
  void socketsWithoutHolderAreHiddenUnlessPromised() {
    assertEquals(List.of(), promising(UnixNames.NONE, Promise.FD).shown(List.of(timeWait())));
    assertEquals(
        List.of(timeWait()),
        promising(UnixNames.NONE, Promise.OWNERLESS).shown(List.of(timeWait())));
  }

  @Test
  void aMappedConnectionIsInetUnlessPromisedOtherwise() {
    assertEquals(
        new Connection(
            3, AddressFamily.AF_INET, SocketType.SOCK_STREAM, HERE, THERE, Status.ESTABLISHED, 10),
        onlyShown(UnixNames.NONE, Promise.FD, mapped(Status.ESTABLISHED)));
    assertEquals(
        mapped(Status.LISTEN), onlyShown(UnixNames.NONE, Promise.FD, mapped(Status.LISTEN)));
  }

  private static Connection unix(Endpoint laddr, Endpoint raddr) {
    return new Connection(
        3, AddressFamily.AF_UNIX, SocketType.SOCK_STREAM, laddr, raddr, Status.NONE, 10);
  }

  private static Connection mapped(Status status) {
    return new Connection(
        3, AddressFamily.AF_INET6, SocketType.SOCK_STREAM, MAPPED_HERE, MAPPED_THERE, status, 10);
  }

  private static Connection timeWait() {
    return new Connection(
        -1, AddressFamily.AF_INET, SocketType.SOCK_STREAM, HERE, THERE, Status.TIME_WAIT, -1);
  }

  private static Connection onlyShown(UnixNames names, Promise promise, Connection socket) {
    return promising(names, promise).shown(List.of(socket)).get(0);
  }

  private static Promises promising(UnixNames names, Promise... promises) {
    return new Promises(EnumSet.allOf(Kind.class), names, Set.of(promises));
  }
}
