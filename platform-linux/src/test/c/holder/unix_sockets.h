// SPDX-License-Identifier: Apache-2.0
/* UNIX sockets. An opening of these writes the sockets that it opened. */
#ifndef SOCKSCOPE_HOLDER_UNIX_SOCKETS_H
#define SOCKSCOPE_HOLDER_UNIX_SOCKETS_H

#include <stdbool.h>
#include <stdio.h>

/* A stream listener with a path. */
bool open_unix_stream_listener(FILE *out, int family);

/* A SOCK_SEQPACKET listener with a path. */
bool open_unix_seqpacket_listener(FILE *out, int family);

/* A datagram socket with a path. */
bool open_unix_dgram_bound(FILE *out, int family);

/* A stream listener with an abstract name. */
bool open_unix_abstract_listener(FILE *out, int family);

/* A listener with a path, its client, and the connection that was accepted. */
bool open_unix_connection(FILE *out, int family);

/* A listener with an abstract name, its client, and the connection that was not accepted, which nobody holds. */
bool open_unix_unaccepted(FILE *out, int family);

/* Two stream sockets without names. */
bool open_unix_pair(FILE *out, int family);

/* Three pairs: of a stream, of datagrams and of packets, with messages that nobody reads. */
bool open_unix_unread(FILE *out, int family);

/* The command "name". */
bool open_with_name(FILE *out, const char *hex);

#endif
