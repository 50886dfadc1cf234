// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.aix;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sockscope.SocketType;
import org.sockscope.UnixEndpoint;
import org.sockscope.contract.scripted.BerkeleyWorld;
import org.sockscope.contract.scripted.ScriptedHolder;
import org.sockscope.contract.scripted.ScriptedSocket;

/** A world on the scripted AIX, whose lines scripted_aix.h explains. */
final class ScriptedAix extends BerkeleyWorld {
  /** What its JVM says in the property {@code os.name}. */
  static final String OS_NAME = "AIX";

  /** The protocols that all sockets share. */
  static final String PROTOCOLS =
      """
      protosw 0x501000 0x502000 6
      protosw 0x501100 0x502100 6
      protosw 0x501200 0x502000 17
      protosw 0x501300 0x502100 17
      protosw 0x501400 0x502200 0
      domain 0x502000 2
      domain 0x502100 24
      domain 0x502200 1
      """;

  ScriptedAix() {
    super(OS_NAME);
  }

  /** Sockets that nobody holds can't be found, and so have no lines. */
  @Override
  protected Stream<String> lines(List<ScriptedHolder> holders, List<ScriptedSocket> ownerless) {
    Map<ScriptedSocket, Long> held =
        holders.stream()
            .flatMap(holder -> holder.sockets().values().stream())
            .collect(Collectors.groupingBy(socket -> socket, Collectors.counting()));
    Set<Long> ids = held.keySet().stream().map(ScriptedSocket::id).collect(Collectors.toSet());
    return Stream.of(
            PROTOCOLS.lines(),
            holders.stream().flatMap(ScriptedAix::process),
            held.entrySet().stream()
                .flatMap(
                    entry ->
                        socket(
                            entry.getKey(), entry.getValue(), ids.contains(entry.getKey().peer()))))
        .flatMap(lines -> lines);
  }

  private static Stream<String> process(ScriptedHolder holder) {
    String state = holder.hasEnded() ? " state=5" : "";
    return Stream.concat(
        Stream.of("process " + holder.pid() + " holder" + state),
        holder.sockets().entrySet().stream()
            .map(
                held ->
                    "fd %d %d %s"
                        .formatted(holder.pid(), held.getKey(), at("01", held.getValue().id()))));
  }

  /** Where a structure of a socket lies; each kind has a region of its own. */
  private static String at(String region, long id) {
    return id == 0 ? "0" : "0xf1000%s0%08x".formatted(region, id << 8);
  }

  private Stream<String> socket(ScriptedSocket socket, long references, boolean hasPeer) {
    long id = socket.id();
    return Stream.concat(
        Stream.of(
            "file %s %s count=%d".formatted(at("01", id), at("02", id), references),
            "socket %s %d %s %s"
                .formatted(at("02", id), type(socket), protosw(socket), at("03", id))),
        socket.local() instanceof UnixEndpoint name
            ? unix(id, hasPeer ? socket.peer() : 0, name)
            : inet(socket));
  }

  private static Stream<String> unix(long id, long peer, UnixEndpoint name) {
    String unpcb =
        "unpcb %s %s %s %s"
            .formatted(
                at("03", id), at("02", id), at("03", peer), name.isUnnamed() ? "0" : at("05", id));
    return name.isUnnamed()
        ? Stream.of(unpcb)
        : Stream.of(
            unpcb,
            "mbuf %s %s %d".formatted(at("05", id), at("06", id), 2 + name.bytes().length),
            "name %s %s".formatted(at("06", id), name.path()));
  }

  private Stream<String> inet(ScriptedSocket socket) {
    long id = socket.id();
    String inpcb =
        "inpcb %s %s %s %s %s%s"
            .formatted(
                at("03", id),
                at("02", id),
                at("04", id),
                end(socket, socket.local()),
                end(socket, socket.remote()),
                isMapped(socket.local()) ? " flags=1024" : "");
    return socket.type() == SocketType.SOCK_STREAM
        ? Stream.of(inpcb, "tcpcb %s %d".formatted(at("04", id), state(socket)))
        : Stream.of(inpcb);
  }

  private static int type(ScriptedSocket socket) {
    return switch (socket.type()) {
      case SOCK_STREAM -> 1;
      case SOCK_DGRAM -> 2;
      case SOCK_SEQPACKET -> 5;
      case OTHER -> throw new IllegalStateException("no opening has a socket of another type");
    };
  }

  private static String protosw(ScriptedSocket socket) {
    boolean tcp = socket.type() == SocketType.SOCK_STREAM;
    return switch (socket.family()) {
      case AF_INET -> tcp ? "0x501000" : "0x501200";
      case AF_INET6 -> tcp ? "0x501100" : "0x501300";
      case AF_UNIX -> "0x501400";
    };
  }

  @Override
  protected String address(String address) {
    return unmapped(address);
  }
}
