// SPDX-License-Identifier: Apache-2.0
/*
 * TCP sockets that no process holds: the kernel keeps them. An opening of these writes what is held, and with -1 for a
 * descriptor what is not.
 */
#ifndef SOCKSCOPE_HOLDER_OWNERLESS_H
#define SOCKSCOPE_HOLDER_OWNERLESS_H

#include <stdbool.h>
#include <stdio.h>

/* A listener, and a connection of it in TIME_WAIT. */
bool open_time_wait(FILE *out, int family);

/* A listener whose queue is full, a client, its connection in the queue, and another client, in SYN_SENT. */
bool open_full_queue(FILE *out, int family);

/* A listener, a client, and its connection request. */
bool open_request(FILE *out, int family);

/* A connection whose client was closed with data unsent, so that it is in FIN_WAIT1. */
bool open_orphan_with_data(FILE *out, int family);

/* A connection whose client was closed after it ended sending, so that it is in FIN_WAIT2. */
bool open_orphan_without_data(FILE *out, int family);

#endif
