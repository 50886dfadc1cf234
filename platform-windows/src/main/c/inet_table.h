// SPDX-License-Identifier: Apache-2.0
/* One of the four tables of iphlpapi, as it was at one moment. */
#ifndef SOCKSCOPE_WINDOWS_INET_TABLE_H
#define SOCKSCOPE_WINDOWS_INET_TABLE_H

#include "sockscope.h"

struct inet_table {
    void *rows; /* as the system gave them; NULL if there are none */
    size_t count;
};

/* A socket; of its owner only the pid is told here. */
struct inet_row {
    struct sockscope_socket socket;
    uint32_t owner;   /* the pid of the process that made it; 0 for none */
    uint64_t created; /* when, in units of 100 ns since 1601; 0 if that is not told */
};

/* Reads the table of a protocol, which is not SOCKSCOPE_UNIX. On success the table is to be freed. */
enum sockscope_result inet_table_read(enum sockscope_protocol protocol, struct inet_table *table,
                                      struct sockscope_error *error);

/* A row of the table of that protocol. */
struct inet_row inet_table_row(enum sockscope_protocol protocol, const struct inet_table *table, size_t index);

/* Frees what was read; a table of zeros is allowed. */
void inet_table_free(struct inet_table *table);

#endif
