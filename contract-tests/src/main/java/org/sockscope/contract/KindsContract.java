// SPDX-License-Identifier: Apache-2.0
package org.sockscope.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.sockscope.AddressFamily;
import org.sockscope.Connection;
import org.sockscope.Kind;
import org.sockscope.Query;
import org.sockscope.SocketType;
import org.sockscope.UnsupportedKindException;

/** Each kind gives its own families and types, and nothing else. */
abstract class KindsContract extends Contract {
  KindsContract(PlatformContract platform) {
    super(platform);
  }

  @Test
  void theSupportedKindsAreThePromisedOnes() {
    assertEquals(promises.kinds(), scope.supportedKinds());
  }

  @TestFactory
  Stream<DynamicTest> aKindGivesItsFamiliesAndTypesOnly() {
    Holder holder = holderOfEachKind();
    return Stream.of(Kind.values())
        .map(kind -> dynamicTest(kind.label(), () -> asks(holder, kind)));
  }

  private void asks(Holder holder, Kind kind) {
    assumeTrue(promises.kinds().contains(kind), "the system doesn't list this kind");
    List<Connection> admitted =
        holder.held().stream().filter(socket -> admits(kind, socket)).toList();

    assertShown(admitted, scope.process(holder.pid()).connections(kind));
    assertShown(admitted, scope.process(holder.pid()).connections(kind.label()));
    assertShown(admitted, systemRowsOf(kind, holder));
    assertShown(admitted, rowsOf(scope.connections(kind.label()), holder));
    for (Connection row : scope.connections(kind)) {
      assertTrue(admits(kind, row), () -> kind + " gave " + row);
    }
  }

  private static boolean admits(Kind kind, Connection socket) {
    boolean inet4 = socket.family() == AddressFamily.AF_INET;
    boolean inet6 = socket.family() == AddressFamily.AF_INET6;
    boolean stream = socket.type() == SocketType.SOCK_STREAM;
    boolean dgram = socket.type() == SocketType.SOCK_DGRAM;
    return switch (kind) {
      case ALL -> true;
      case INET -> inet4 || inet6;
      case INET4 -> inet4;
      case INET6 -> inet6;
      case TCP -> (inet4 || inet6) && stream;
      case TCP4 -> inet4 && stream;
      case TCP6 -> inet6 && stream;
      case UDP -> (inet4 || inet6) && dgram;
      case UDP4 -> inet4 && dgram;
      case UDP6 -> inet6 && dgram;
      case UNIX -> socket.family() == AddressFamily.AF_UNIX;
    };
  }

  @Test
  void theKindIsInetUnlessAnotherIsAskedFor() {
    Holder holder = holderOfEachKind();
    List<Connection> inet =
        holder.held().stream().filter(socket -> admits(Kind.INET, socket)).toList();

    assertShown(inet, scope.process(holder.pid()).connections());
    assertShown(inet, rowsOf(scope.connections(), holder));
  }

  @Test
  void theNameOfAKindMayBeInAnyCase() {
    Holder holder = holderOf(Opening.TCP4_LISTENER, Opening.UDP4_BOUND);
    List<Connection> tcp =
        holder.held().stream().filter(socket -> admits(Kind.TCP, socket)).toList();

    assertShown(tcp, scope.process(holder.pid()).connections("Tcp4"));
  }

  @Test
  void anUnknownKindIsRefusedWithAListOfTheValidOnes() {
    List<Executable> calls =
        List.of(
            () -> scope.connections("sctp"),
            () -> scope.process(world.start().pid()).connections("sctp"));

    for (Executable call : calls) {
      String message =
          String.valueOf(assertThrows(IllegalArgumentException.class, call).getMessage());
      assertTrue(message.contains("sctp"), message);
      for (Kind kind : Kind.values()) {
        assertTrue(message.contains(kind.name().toLowerCase(Locale.ROOT)), message);
      }
    }
  }

  @Test
  void aKindThatTheSystemCannotListIsRefused() {
    List<Kind> others =
        Stream.of(Kind.values()).filter(kind -> !promises.kinds().contains(kind)).toList();
    assumeTrue(!others.isEmpty(), "the system lists every kind");
    long pid = world.start().pid();

    for (Kind kind : others) {
      List<Executable> calls =
          List.of(
              () -> scope.connections(kind),
              () -> scope.connections(kind.label()),
              () -> scope.snapshot(Query.of(kind)),
              () -> scope.forEach(Query.of(kind), row -> {}),
              () -> scope.process(pid).connections(kind),
              () -> scope.process(pid).snapshot(Query.of(kind)));
      for (Executable call : calls) {
        assertEquals(kind, assertThrows(UnsupportedKindException.class, call).kind());
      }
    }
  }
}
