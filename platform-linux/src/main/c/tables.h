// SPDX-License-Identifier: Apache-2.0
/* The kernel's socket tables, of one network namespace or of several, by the best way that is open. */
#ifndef SOCKSCOPE_LINUX_TABLES_H
#define SOCKSCOPE_LINUX_TABLES_H

#include "netns.h"
#include "socket_table.h"

/* By which way a table was read, as bits. */
enum tables_way {
    TABLES_BY_SOCK_DIAG = 1,
    TABLES_BY_PROCFS = 2,
};

struct tables_request {
    const struct sockscope_request *request;
    const struct procfs *procfs;
    uint32_t ways; /* that may be taken */
};

/* The protocols, as bits 1 << enum sockscope_protocol, of which any socket can have the wanted statuses and ports. */
uint32_t tables_wanted_protocols(const struct sockscope_request *request);

/*
 * Adds to the table the sockets of a namespace. Adds the ways that were taken to *ways. A namespace that is gone by now has
 * no sockets.
 */
enum sockscope_result tables_read(const struct tables_request *request, const struct netns *netns,
                                  struct socket_table *table, uint32_t *ways, struct sockscope_error *error);

#endif
