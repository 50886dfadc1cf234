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

static enum sockscope_result dump_until_consistent(struct netlink *netlink, enum sockscope_protocol protocol,
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
            return error->result;
        case NETLINK_INTERRUPTED:
            break;
        }
    }
    /* What the last attempt got is true as far as it goes; that it may not be all is said. */
    table->intact = false;
    return SOCKSCOPE_OK;
}

/* Whether any socket of a protocol can have one of the wanted statuses and ports. */
static bool is_wanted(const struct sockscope_request *request, enum sockscope_protocol protocol)
{
    if ((request->protocols & UINT32_C(1) << protocol) == 0)
        return false;
    bool tcp = protocol == SOCKSCOPE_TCP4 || protocol == SOCKSCOPE_TCP6;
    if (!tcp && request->statuses != 0 && (request->statuses & UINT32_C(1) << SOCKSCOPE_NO_STATUS) == 0)
        return false;
    return protocol != SOCKSCOPE_UNIX || (request->local_port == 0 && request->remote_port == 0);
}

enum sockscope_result sock_diag_read(const struct sockscope_request *request, struct socket_table *table,
                                     struct sockscope_error *error)
{
    struct netlink netlink;
    enum sockscope_result result = netlink_open(&netlink, error);
    if (result != SOCKSCOPE_OK)
        return result;
    for (int protocol = SOCKSCOPE_TCP4; protocol <= SOCKSCOPE_UNIX && result == SOCKSCOPE_OK; protocol++) {
        if (is_wanted(request, (enum sockscope_protocol)protocol))
            result = dump_until_consistent(&netlink, (enum sockscope_protocol)protocol, request, table, error);
    }
    netlink_close(&netlink);
    return result;
}
