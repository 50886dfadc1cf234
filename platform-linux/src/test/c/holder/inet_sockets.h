// SPDX-License-Identifier: Apache-2.0
/* TCP and UDP sockets that this process holds. An opening of these writes the sockets that it opened. */
#ifndef SOCKSCOPE_HOLDER_INET_SOCKETS_H
#define SOCKSCOPE_HOLDER_INET_SOCKETS_H

#include <stdbool.h>
#include <stdio.h>

/* A listener on the loopback address. */
bool open_tcp_listener(FILE *out, int family);

/* A listener on all addresses of the family. */
bool open_wildcard_listener(FILE *out, int family);

/* Two listeners on one address and port. */
bool open_two_listeners(FILE *out, int family);

/* A listener, its client, and the connection that was accepted. */
bool open_tcp_connection(FILE *out, int family);

/* The same with a listener of AF_INET6 and a client of AF_INET. */
bool open_mapped_connection(FILE *out, int family);

/* The same in FIN_WAIT2 and CLOSE_WAIT. */
bool open_half_closed(FILE *out, int family);

/* A TCP socket with an address that neither listens nor is connected. */
bool open_tcp_bound(FILE *out, int family);

/* A TCP socket without an address. */
bool open_tcp_unbound(FILE *out, int family);

/* A UDP socket with an address. */
bool open_udp_bound(FILE *out, int family);

/* A UDP socket that is connected to another. */
bool open_udp_connected(FILE *out, int family);

/* A datagram socket without an address: of UDP, or a UNIX one. */
bool open_dgram(FILE *out, int family);

/* The command "inet6". */
bool try_inet6(FILE *out, const char *argument);

#endif
