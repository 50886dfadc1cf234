// SPDX-License-Identifier: Apache-2.0
package org.sockscope.contract.scripted;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sockscope.Connection;
import org.sockscope.contract.Holder;
import org.sockscope.contract.Opening;

/** A process of a scenario. */
public final class ScriptedHolder implements Holder {
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
      opened.add(socket.isOwnerless() ? socket.heldBy(-1, -1) : hold(socket));
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

  /**
   * Whether it has ended and was not waited for.
   *
   * @return true for a zombie, which holds nothing
   */
  public boolean hasEnded() {
    return ended;
  }

  /**
   * What it holds.
   *
   * @return a copy: the sockets by descriptor, in order
   */
  public SortedMap<Integer, ScriptedSocket> sockets() {
    return new TreeMap<>(sockets);
  }
}
