// SPDX-License-Identifier: Apache-2.0
package org.sockscope;

/**
 * A socket, and a process that holds it. A socket that several processes hold, or one under several
 * descriptors, is as many connections.
 *
 * @param fd the number in the holder's descriptor table, -1 where the system doesn't tell or nobody
 *     holds the socket
 * @param family the address family
 * @param type the socket type
 * @param laddr the local end; {@link NoEndpoint} if an AF_INET* socket is not bound
 * @param raddr the remote end; {@link NoEndpoint} if an AF_INET* socket has none
 * @param status the TCP state, {@link Status#NONE} for all but TCP
 * @param pid the process (never a thread), -1 if no process that can be seen holds the socket;
 *     {@link Row#missingPid()} tells why. {@link Row#pidKind()} tells what a pid means on this
 *     system
 */
public record Connection(
    int fd,
    AddressFamily family,
    SocketType type,
    Endpoint laddr,
    Endpoint raddr,
    Status status,
    long pid) {}
