// SPDX-License-Identifier: Apache-2.0
#ifndef SOCKSCOPE_MACOS_LISTED_SOCKET_H
#define SOCKSCOPE_MACOS_LISTED_SOCKET_H

#include "pcb_records.h"

/* A socket that a sysctl lists. */
struct listed_socket {
    struct sockscope_socket socket; /* without a holder; it lends from the records */
    uint64_t address;               /* in the kernel, made unrecognizable; 0 for none */
    bool may_be_held;               /* by a process: a file refers to it */
};

/* Whether all records are there that a row is made of. */
bool listed_socket_is_whole(const struct pcb_records *records);

/* What there is to say of it. Returns false for a socket of no protocol that is listed. */
bool listed_socket(const struct pcb_records *records, struct listed_socket *listed);

/* The same for a UNIX socket, of which the older sysctl doesn't say who used it. */
struct listed_socket listed_socket64(const struct xunpcb64 *record);

#endif
