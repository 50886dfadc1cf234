// SPDX-License-Identifier: Apache-2.0
/*
 * The tables of TCP and UDP, as the kernel gives them to whoever manages options of its protocols: what netstat asks
 * for. The answer to one request is a message for each table and each set of statistics that the modules on the stream
 * have; the statistics tell the size of an entry, which differs between releases.
 */
#ifndef SOCKSCOPE_SUNOS_MIB_H
#define SOCKSCOPE_SUNOS_MIB_H

#include "endpoint.h"

struct mib_table {
    char *data;
    size_t capacity;
    size_t size;
    size_t entry; /* the size of each; 0 until the statistics have told it */
    bool read;
};

struct mib {
    struct mib_table tables[ENDPOINT_PROTOCOLS]; /* by protocol */
    struct mib_table other;                      /* what else there was, read and not looked at */
};

/* Makes room for a table before it is read. A size that turns out too small does no harm. */
enum sockscope_result mib_reserve(struct mib *mib, enum sockscope_protocol protocol, size_t size,
                                  struct sockscope_error *error);

/* Reads all tables. The MIB, of zeros before or read already, is to be freed in any case. */
enum sockscope_result mib_read(struct mib *mib, struct sockscope_error *error);

void mib_free(struct mib *mib);

#endif
