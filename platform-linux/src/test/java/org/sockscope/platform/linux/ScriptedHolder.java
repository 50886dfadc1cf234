// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sockscope.Connection;
import org.sockscope.contract.Holder;
import org.sockscope.contract.Opening;

/** A process of a scenario. */
final class ScriptedHolder implements Holder {
  private static final int FIRST_FD = 3;

  private final ScriptedWorld world;
  private final long pid;
  private final NavigableMap<Integer, ScriptedSocket> sockets = new TreeMap<>();
  private boolean ended;

  ScriptedHolder(ScriptedWorld world, long pid) {
    this.world = world;
    this.pid = pid;
  }

  @Override
  public long pid() {
    return pid;
  }

  @Override
  public List<Connection> open(Opening opening) {
    List<Connection> opened = new ArrayList<>();
    for (ScriptedSocket socket : world.sockets(opening)) {
      opened.add(socket.inode() == 0 ? socket.heldBy(-1, -1) : hold(socket));
    }
    world.write();
    return opened;
  }

  private Connection hold(ScriptedSocket socket) {
    int fd = FIRST_FD;
    while (sockets.containsKey(fd)) {
      fd++;
    }
    sockets.put(fd, socket);
    return socket.heldBy(pid, fd);
  }

  @Override
  public List<Connection> held() {
    return sockets.entrySet().stream()
        .map(held -> held.getValue().heldBy(pid, held.getKey()))
        .toList();
  }

  @Override
  public Connection dup(Connection held) {
    Connection copy = hold(Objects.requireNonNull(sockets.get(held.fd())));
    world.write();
    return copy;
  }

  @Override
  public void close(Connection held) {
    sockets.remove(held.fd());
    world.write();
  }

  @Override
  public Holder fork() {
    ScriptedHolder child = world.start();
    child.sockets.putAll(sockets);
    world.write();
    return child;
  }

  @Override
  public void end() {
    world.remove(this);
  }

  @Override
  public void becomeZombie() {
    ended = true;
    sockets.clear();
    world.write();
  }

  Stream<ScriptedSocket> sockets() {
    return sockets.values().stream();
  }

  /** Its lines in the scenario. */
  Stream<String> lines() {
    Stream<String> process = Stream.of("process " + pid + " holder");
    Stream<String> state = ended ? Stream.of("ended " + pid) : Stream.of();
    Stream<String> descriptors =
        sockets.entrySet().stream()
            .flatMap(
                held ->
                    Stream.of(
                        "fd %d %d socket:[%d]"
                            .formatted(pid, held.getKey(), held.getValue().inode()),
                        "protocol %d %d %s"
                            .formatted(pid, held.getKey(), held.getValue().protocol())));
    return Stream.of(process, state, descriptors).flatMap(lines -> lines);
  }
}
