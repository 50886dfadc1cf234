// SPDX-License-Identifier: Apache-2.0
/*
 * The calls on sockets of which openings are made. Each returns false when it failed, and failed() knows of it. What a
 * failed opening leaves open goes with the process.
 */
#ifndef SOCKSCOPE_HOLDER_SOCKETS_H
#define SOCKSCOPE_HOLDER_SOCKETS_H

#include "address.h"

#include <stdbool.h>

/* A new socket, closed on exec. */
bool open_socket(int family, int type, int *fd);

/* Gives a socket its local address. */
bool bind_to(int fd, const union address *address, socklen_t length);

/* Makes a socket a listener, with room for so many connections that wait. */
bool listen_on(int fd, int backlog);

/* Connects, and waits for the connection if the socket blocks. */
bool connect_to(int fd, const union address *address, socklen_t length);

/* Takes the next connection of a listener, closed on exec. */
bool accept_from(int listener, int *fd);

/* Ends sending; the other direction stays. */
bool shut_down(int fd);

/* Closes one descriptor; the socket stays if there are others. */
bool close_one(int fd);

/* A pair of connected UNIX stream sockets. */
bool open_pair(int fds[2]);

/* A socket that is bound to the loopback address, on a port that the kernel chooses. */
bool open_bound(int family, int type, int *fd);

/* A TCP socket that listens there. */
bool open_listener(int family, int *fd);

/* A TCP connection over loopback: fills in the listener, the client, and what was accepted. */
bool open_connection(int family, int fds[3]);

/* What TCP_INFO tells. */
bool tcp_state(int fd, unsigned *state);

/* Waits until there is something to read or to accept. */
bool await_input(int fd);

/* Waits until a TCP socket is in that state. */
bool await_state(int fd, unsigned wanted);

#endif
