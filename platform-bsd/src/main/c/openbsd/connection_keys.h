// SPDX-License-Identifier: Apache-2.0
/*
 * The ends of the sockets of AF_INET and AF_INET6 in one table, by which they are found in another one. The kernel shows
 * its addresses of sockets to root alone.
 */
#ifndef SOCKSCOPE_OPENBSD_CONNECTION_KEYS_H
#define SOCKSCOPE_OPENBSD_CONNECTION_KEYS_H

#include "sockscope.h"

#include <sys/types.h>

#include <sys/sysctl.h>

struct connection_key {
    uint32_t family;
    uint32_t protocol;
    uint32_t routing_table; /* each has addresses of its own */
    uint32_t local_port;
    uint32_t remote_port;
    uint32_t local[4];
    uint32_t remote[4];
};

/* Zeros before the first is added; to be freed. */
struct connection_keys {
    struct connection_key *keys;
    size_t count;
    size_t capacity;
};

/* Adds that of a record. Returns 0 or an errno. */
int connection_keys_add(struct connection_keys *keys, const struct kinfo_file *file);

/* Makes them be found: when all are added. */
void connection_keys_sort(struct connection_keys *keys);

/* Whether that of a record is among them. */
bool connection_keys_contain(const struct connection_keys *keys, const struct kinfo_file *file);

void connection_keys_free(struct connection_keys *keys);

#endif
