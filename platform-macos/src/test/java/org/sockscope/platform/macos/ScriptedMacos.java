// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.macos;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sockscope.contract.scripted.BerkeleyWorld;
import org.sockscope.contract.scripted.ScriptedHolder;
import org.sockscope.contract.scripted.ScriptedSocket;

/** A world on the scripted macOS, whose lines scripted_darwin.h explains. */
final class ScriptedMacos extends BerkeleyWorld {
  /** What its JVM says in the property {@code os.name}. */
  static final String OS_NAME = "Mac OS X";

  private final List<String> others;

  /**
   * A world.
   *
   * @param others lines of who asks and of what else there is
   */
  ScriptedMacos(String... others) {
    super(OS_NAME);
    this.others = List.of(others);
  }

  @Override
  protected Stream<String> lines(List<ScriptedHolder> holders, List<ScriptedSocket> ownerless) {
    Map<Long, String> sockets = new LinkedHashMap<>();
    for (ScriptedHolder holder : holders) {
      holder.sockets().values().forEach(socket -> sockets.put(socket.id(), line(socket)));
    }
    ownerless.forEach(socket -> sockets.put(socket.id(), line(socket) + " nofdref"));
    return Stream.of(
            others.stream(),
            holders.stream().flatMap(ScriptedMacos::process),
            sockets.values().stream())
        .flatMap(lines -> lines);
  }

  private static Stream<String> process(ScriptedHolder holder) {
    return Stream.concat(
        Stream.of(
            "process %d name=holder%s".formatted(holder.pid(), holder.hasEnded() ? " zombie" : "")),
        holder.sockets().entrySet().stream()
            .map(
                held ->
                    "fd %d %d %d".formatted(holder.pid(), held.getKey(), held.getValue().id())));
  }

  @Override
  protected String address(String address) {
    return unmapped(address);
  }
}
