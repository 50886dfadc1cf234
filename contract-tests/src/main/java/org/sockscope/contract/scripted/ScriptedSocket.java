// SPDX-License-Identifier: Apache-2.0
package org.sockscope.contract.scripted;

import org.sockscope.AddressFamily;
import org.sockscope.Connection;
import org.sockscope.Endpoint;
import org.sockscope.InetEndpoint;
import org.sockscope.NoEndpoint;
import org.sockscope.SocketType;
import org.sockscope.Status;
import org.sockscope.UnixEndpoint;

/**
 * A socket of a scenario.
 *
 * @param id a number that no other has: an inode, or the part of a kernel's address
 * @param isOwnerless whether no process holds it
 * @param family its family
 * @param type its type
 * @param local its end; none for an AF_INET* socket that is not bound
 * @param remote the other end
 * @param status {@link Status#NONE} if it is not TCP
 * @param peer the id of a UNIX socket's peer, 0 for none
 */
public record ScriptedSocket(
    long id,
    boolean isOwnerless,
    AddressFamily family,
    SocketType type,
    Endpoint local,
    Endpoint remote,
    Status status,
    long peer) {

  static ScriptedSocket tcp(long id, InetEndpoint local, Endpoint remote, Status status) {
    return new ScriptedSocket(
        id, false, local.family(), SocketType.SOCK_STREAM, local, remote, status, 0);
  }

  static ScriptedSocket ownerless(long id, InetEndpoint local, Endpoint remote, Status status) {
    return new ScriptedSocket(
        id, true, local.family(), SocketType.SOCK_STREAM, local, remote, status, 0);
  }

  static ScriptedSocket udp(long id, InetEndpoint local, Endpoint remote) {
    return new ScriptedSocket(
        id, false, local.family(), SocketType.SOCK_DGRAM, local, remote, Status.NONE, 0);
  }

  static ScriptedSocket unbound(long id, AddressFamily family, SocketType type) {
    Status status = type == SocketType.SOCK_STREAM ? Status.CLOSE : Status.NONE;
    return new ScriptedSocket(
        id, false, family, type, NoEndpoint.INSTANCE, NoEndpoint.INSTANCE, status, 0);
  }

  static ScriptedSocket unix(
      long id, SocketType type, UnixEndpoint local, UnixEndpoint remote, long peer) {
    return new ScriptedSocket(
        id, false, AddressFamily.AF_UNIX, type, local, remote, Status.NONE, peer);
  }

  Connection heldBy(long pid, int fd) {
    return new Connection(fd, family, type, local, remote, status, pid);
  }
}
