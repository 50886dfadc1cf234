// SPDX-License-Identifier: Apache-2.0
#include "sock_diag.h"

/* How often a table is read that changes, or whose messages get lost, while it is read. */
#define ATTEMPTS 5

static enum netlink_outcome dump(struct netlink *netlink, uint32_t protocols, const struct sockscope_request *request,
                                 struct socket_table *table, struct sockscope_error *error)
{
    return protocols == UINT32_C(1) << SOCKSCOPE_UNIX ? unix_diag_dump(netlink, table, error)
                                                      : inet_diag_dump(netlink, protocols, request, table, error);
}

/* What a dump lost counts no more than what it found, if it is taken back. */
static void take_back(struct socket_table *table, const struct socket_table *before)
{
    socket_table_truncate(table, before->count, before->names_size);
    table->intact = before->intact;
    table->lost = before->lost;
}

enum sockscope_result sock_diag_read(struct netlink *netlink, uint32_t protocols,
                                     const struct sockscope_request *request, struct socket_table *table,
                                     struct sockscope_error *error)
{
    const struct socket_table before = *table;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        take_back(table, &before);
        switch (dump(netlink, protocols, request, table, error)) {
        case NETLINK_COMPLETE:
            return SOCKSCOPE_OK;
        case NETLINK_FAILED:
            take_back(table, &before);
            return error->result;
        case NETLINK_INTERRUPTED:
            break;
        }
    }
    /* What the last attempt got is true as far as it goes; that it may not be all is said. */
    table->intact = false;
    return SOCKSCOPE_OK;
}
