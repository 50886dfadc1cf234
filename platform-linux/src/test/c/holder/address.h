// SPDX-License-Identifier: Apache-2.0
/* Addresses of sockets: asked of the kernel, and written as the tests read them. */
#ifndef SOCKSCOPE_HOLDER_ADDRESS_H
#define SOCKSCOPE_HOLDER_ADDRESS_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>

union address {
    struct sockaddr any;
    struct sockaddr_in inet;
    struct sockaddr_in6 inet6;
    struct sockaddr_un local;
    struct sockaddr_storage room;
};

/* Fills in the loopback address of AF_INET or AF_INET6, without a port, and returns its length. */
socklen_t loopback(int family, union address *address);

/* What getsockname tells. */
bool local_address(int fd, union address *address, socklen_t *length);

/* What getpeername tells; the length is 0 if the socket is not connected. */
bool remote_address(int fd, union address *address, socklen_t *length);

/* Writes HEX:PORT, or the name of a UNIX socket in hex, or "-" if there is none. */
void put_address(FILE *out, const union address *address, socklen_t length);

#endif
