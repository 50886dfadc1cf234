// SPDX-License-Identifier: Apache-2.0
#include "sock_diag.h"

/* How often a table is read that changes, or whose messages get lost, while it is read. */
#define ATTEMPTS 5

static enum netlink_outcome dump(struct netlink *netlink, enum sockscope_protocol protocol,
                                 const struct sockscope_request *request, struct socket_table *table,
                                 struct sockscope_error *error)
{
    return protocol == SOCKSCOPE_UNIX ? unix_diag_dump(netlink, table, error)
                                      : inet_diag_dump(netlink, protocol, request, table, error);
}

enum sockscope_result sock_diag_read(struct netlink *netlink, enum sockscope_protocol protocol,
                                     const struct sockscope_request *request, struct socket_table *table,
                                     struct sockscope_error *error)
{
    size_t count = table->count;
    size_t names_size = table->names_size;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        socket_table_truncate(table, count, names_size);
        switch (dump(netlink, protocol, request, table, error)) {
        case NETLINK_COMPLETE:
            return SOCKSCOPE_OK;
        case NETLINK_FAILED:
            socket_table_truncate(table, count, names_size);
            return error->result;
        case NETLINK_INTERRUPTED:
            break;
        }
    }
    /* What the last attempt got is true as far as it goes; that it may not be all is said. */
    table->intact = false;
    return SOCKSCOPE_OK;
}
