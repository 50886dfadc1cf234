// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import java.util.List;
import java.util.stream.Stream;
import org.sockscope.Connection;
import org.sockscope.contract.Holder;
import org.sockscope.contract.Opening;

/** A process of the tree, which its parent passes commands to. */
final class HolderProcess implements Holder {
  private final HolderWorld world;
  private final String parent;
  private final int number;
  private final long pid;

  private HolderProcess(HolderWorld world, String parent, int number, long pid) {
    this.world = world;
    this.parent = parent;
    this.number = number;
    this.pid = pid;
  }

  /**
   * Forks a process.
   *
   * @param parent what goes before a command to the parent
   */
  static HolderProcess forked(HolderWorld world, String parent) {
    String[] child = world.ask(parent + "fork").split(" ", -1);
    return new HolderProcess(world, parent, Integer.parseInt(child[0]), Long.parseLong(child[1]));
  }

  @Override
  public long pid() {
    return pid;
  }

  @Override
  public List<Connection> open(Opening opening) {
    return sockets("open " + opening).map(socket -> socket.connection(pid)).toList();
  }

  @Override
  public List<Connection> held() {
    return sockets("held").map(socket -> socket.connection(pid)).toList();
  }

  @Override
  public Connection dup(Connection held) {
    return sockets("dup " + held.fd())
        .map(socket -> socket.connection(pid))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close(Connection held) {
    ask("close " + held.fd());
  }

  @Override
  public HolderProcess fork() {
    return forked(world, prefix());
  }

  @Override
  public void end() {
    world.ask(parent + "end " + number);
  }

  @Override
  public void becomeZombie() {
    world.ask(parent + "zombie " + number);
  }

  /** The inode of a socket, as fstat tells it. */
  long inodeOf(Connection held) {
    return sockets("held")
        .filter(socket -> socket.fd() == held.fd())
        .mapToLong(HeldSocket::inode)
        .findFirst()
        .orElseThrow();
  }

  private Stream<HeldSocket> sockets(String command) {
    String answer = ask(command);
    return answer.isEmpty() ? Stream.of() : Stream.of(answer.split(" ", -1)).map(HeldSocket::parse);
  }

  private String ask(String command) {
    return world.ask(prefix() + command);
  }

  private String prefix() {
    return parent + "to " + number + " ";
  }
}
