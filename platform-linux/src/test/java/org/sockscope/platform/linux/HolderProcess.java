// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
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

  /** Opens what only a Linux has: the names of the program's openings that the contract lacks. */
  List<HeldSocket> open(String opening) {
    return sockets("open " + opening).toList();
  }

  /** Opens the same again and again. */
  void openMany(int count, Opening opening) {
    ask("many " + count + " " + opening);
  }

  /** Opens sockets in a thread that has a table of descriptors of its own from then on. */
  List<Connection> openInThread(Opening opening) {
    return sockets("thread " + opening).map(socket -> socket.connection(pid)).toList();
  }

  /**
   * Opens a UNIX datagram socket.
   *
   * @param name the bytes of its name, a path or one that begins with NUL
   */
  Connection openNamed(byte[] name) {
    return sockets("name " + HexFormat.of().formatHex(name))
        .map(socket -> socket.connection(pid))
        .findFirst()
        .orElseThrow();
  }

  /** Opens sockets that Sockscope doesn't list. */
  void openOtherKinds() {
    ask("open OTHER_KINDS");
  }

  /** Opens a file whose path is longer than the kernel can show. */
  void openDeepFile() {
    ask("deep");
  }

  /** Ends the first thread; the process goes on. */
  void leaveFirstThread() {
    ask("leave");
  }

  /** Takes the descriptor that waits in a UNIX socket. */
  void receive(int channel) {
    ask("receive " + channel);
  }

  /** The id of one of its threads that is not the first. */
  long otherThread() {
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
      return threads
          .mapToLong(thread -> Long.parseLong(thread.getFileName().toString()))
          .filter(thread -> thread != pid)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From now on the process opens, shares and closes sockets of its own accord. */
  void churn() {
    ask("churn");
  }

  /** Goes on in a new network namespace, and tells its id. */
  long enterNetns() {
    return Long.parseLong(askIfAllowed("netns"));
  }

  /** The same in a new user namespace. */
  long enterUserns() {
    return Long.parseLong(askIfAllowed("userns"));
  }

  /** Becomes a user's process. */
  void becomeUser(int id) {
    askIfAllowed("user " + id);
  }

  /** Forbids other processes of its user to look into it. */
  void protect() {
    ask("protect");
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

  /** Skips the test if this machine, or container, refuses. */
  private String askIfAllowed(String command) {
    return world.askIfAllowed(prefix() + command);
  }

  private String prefix() {
    return parent + "to " + number + " ";
  }
}
