// SPDX-License-Identifier: Apache-2.0
/*
 * What is held, as its holder sees it: asked of the kernel socket by socket (getsockname, getpeername, TCP_INFO,
 * fstat), and written as holder.c describes.
 */
#ifndef SOCKSCOPE_HOLDER_HELD_H
#define SOCKSCOPE_HOLDER_HELD_H

#include "address.h"

#include <stdbool.h>
#include <stdio.h>

/* Writes one socket. */
bool put_socket(FILE *out, int fd);

/* Writes one socket under another number, -1 if it is about to be nobody's. */
bool put_socket_as(FILE *out, int fd, int shown);

/* Writes so many sockets. */
bool put_sockets(FILE *out, const int *fds, int count);

/* Writes a TCP socket that nobody holds, in a state of netinet/tcp.h. */
void put_ownerless(FILE *out, unsigned state, const union address *local, const union address *remote);

/* Remembers where a connection request goes: getpeername does not tell while there is no answer. */
bool remember_request(int fd, const union address *remote, socklen_t length);

/* The command "held". */
bool put_held(FILE *out, const char *argument);

#endif
