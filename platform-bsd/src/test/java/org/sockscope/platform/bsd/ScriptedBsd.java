// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.bsd;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sockscope.contract.scripted.BerkeleyWorld;
import org.sockscope.contract.scripted.ScriptedHolder;
import org.sockscope.contract.scripted.ScriptedSocket;

/** A world on one of the three scripted systems, whose common lines scripted_world.h explains. */
class ScriptedBsd extends BerkeleyWorld {
  /** There is always the one that asks; to OpenBSD a machine without any is an error. */
  private static final String ASKING = "process 1000 java";

  /**
   * A world.
   *
   * @param system what its JVM says in the property {@code os.name}
   */
  ScriptedBsd(String system) {
    super(system);
  }

  @Override
  protected Stream<String> lines(List<ScriptedHolder> holders, List<ScriptedSocket> ownerless) {
    Map<Long, String> sockets = new LinkedHashMap<>();
    for (ScriptedHolder holder : holders) {
      holder.sockets().values().forEach(socket -> sockets.put(socket.id(), line(socket)));
    }
    ownerless.forEach(socket -> sockets.put(socket.id(), line(socket) + " orphan=1"));
    return Stream.of(
            Stream.of(ASKING),
            holders.stream().flatMap(ScriptedBsd::process),
            sockets.values().stream())
        .flatMap(lines -> lines);
  }

  private static Stream<String> process(ScriptedHolder holder) {
    String word = holder.hasEnded() ? "zombie" : "process";
    return Stream.concat(
        Stream.of("%s %d holder".formatted(word, holder.pid())),
        holder.sockets().entrySet().stream()
            .map(
                held ->
                    "holds %d %d %d".formatted(holder.pid(), held.getKey(), held.getValue().id())));
  }
}
