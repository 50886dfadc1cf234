// SPDX-License-Identifier: Apache-2.0
#include "tables.h"

#include "proc_net.h"
#include "sock_diag.h"

#include <errno.h>

/* One namespace while its tables are read. */
struct reading {
    const struct tables_request *request;
    const struct netns *netns;
    struct socket_table *table;
    struct sockscope_error *error;
    struct sockscope_error refusal; /* why sock_diag did not give a table; code 0 if it gave all */
    uint32_t missing;               /* protocols whose tables are not read yet, bits 1 << enum sockscope_protocol */
    uint32_t ways;                  /* that were taken */
    enum sockscope_result result;
};

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

uint32_t tables_wanted_protocols(const struct sockscope_request *request)
{
    uint32_t wanted = 0;
    for (int protocol = SOCKSCOPE_TCP4; protocol <= SOCKSCOPE_UNIX; protocol++) {
        if (is_wanted(request, (enum sockscope_protocol)protocol))
            wanted |= UINT32_C(1) << protocol;
    }
    return wanted;
}

/*
 * Whether this says that a way is closed, not that it failed: no module (ENOENT), family or request (EINVAL) for it in the
 * kernel, or a policy that forbids it, such as a seccomp filter.
 */
static bool is_refusal(const struct sockscope_error *error)
{
    switch (error->code) {
    case ENOENT:
    case EPERM:
    case EACCES:
    case EAFNOSUPPORT:
    case EPROTONOSUPPORT:
    case EINVAL:
    case EOPNOTSUPP:
    case ENOSYS:
        return error->result == SOCKSCOPE_SYSTEM_CALL_FAILED;
    default:
        return false;
    }
}

static enum sockscope_result remember_refusal(struct reading *reading)
{
    if (!is_refusal(reading->error))
        return reading->error->result;
    reading->refusal = *reading->error;
    return SOCKSCOPE_OK;
}

/* Reads tables that come in one dump. One that is refused may come another way. */
static enum sockscope_result dump(struct reading *reading, struct netlink *netlink, uint32_t protocols)
{
    if (sock_diag_read(netlink, protocols, reading->request->request, reading->table, reading->error) != SOCKSCOPE_OK)
        return remember_refusal(reading);
    reading->missing &= ~protocols;
    reading->ways |= TABLES_BY_SOCK_DIAG;
    return SOCKSCOPE_OK;
}

static enum sockscope_result read_by_sock_diag(struct reading *reading)
{
    struct netlink netlink;
    if (netlink_open(&netlink, reading->error) != SOCKSCOPE_OK)
        return remember_refusal(reading);
    enum sockscope_result result = SOCKSCOPE_OK;
    if ((reading->missing & SOCK_DIAG_TCP) == SOCK_DIAG_TCP)
        result = dump(reading, &netlink, SOCK_DIAG_TCP);
    for (int protocol = SOCKSCOPE_TCP4; protocol <= SOCKSCOPE_UNIX && result == SOCKSCOPE_OK; protocol++) {
        if ((reading->missing & UINT32_C(1) << protocol) != 0)
            result = dump(reading, &netlink, UINT32_C(1) << protocol);
    }
    netlink_close(&netlink);
    return result;
}

static void call_sock_diag(void *context)
{
    struct reading *reading = context;
    reading->result = read_by_sock_diag(reading);
}

static enum sockscope_result read_inside(struct reading *reading)
{
    if (reading->netns->pid == NETNS_OWN)
        return read_by_sock_diag(reading);
    int failure = netns_call(reading->netns, call_sock_diag, reading);
    if (failure == 0)
        return reading->result;
    sockscope_fail(reading->error, SOCKSCOPE_SYSTEM_CALL_FAILED, "entry into a network namespace", failure, -1);
    return failure == EBADF ? SOCKSCOPE_OK : remember_refusal(reading);
}

static enum sockscope_result read_by_procfs(struct reading *reading)
{
    enum sockscope_result result = SOCKSCOPE_OK;
    for (int protocol = SOCKSCOPE_TCP4; protocol <= SOCKSCOPE_UNIX && result == SOCKSCOPE_OK; protocol++) {
        if ((reading->missing & UINT32_C(1) << protocol) != 0)
            result = proc_net_read(reading->request->procfs, reading->netns->pid, (enum sockscope_protocol)protocol,
                                   reading->table, reading->error);
    }
    reading->ways |= TABLES_BY_PROCFS;
    return result;
}

/* sock_diag leaves out the UNIX sockets of connections that wait to be accepted; only if there are any, procfs is asked. */
static enum sockscope_result read_unaccepted(struct reading *reading, size_t first)
{
    if (reading->request->request->pid != SOCKSCOPE_EVERY_PROCESS)
        return SOCKSCOPE_OK; /* no process holds them */
    for (size_t i = first; i < reading->table->count; i++) {
        if (socket_table_has_unaccepted(&reading->table->entries[i]))
            return proc_net_read_unaccepted(reading->request->procfs, reading->netns->pid, reading->table,
                                            reading->error);
    }
    return SOCKSCOPE_OK;
}

enum sockscope_result tables_read(const struct tables_request *request, const struct netns *netns,
                                  struct socket_table *table, uint32_t *ways, struct sockscope_error *error)
{
    size_t first = table->count;
    struct reading reading = {
        .request = request,
        .netns = netns,
        .table = table,
        .error = error,
        .missing = tables_wanted_protocols(request->request),
    };
    enum sockscope_result result = SOCKSCOPE_OK;
    if ((request->ways & TABLES_BY_SOCK_DIAG) != 0 && reading.missing != 0)
        result = read_inside(&reading);
    if (result == SOCKSCOPE_OK && reading.ways != 0)
        result = read_unaccepted(&reading, first);
    if (result == SOCKSCOPE_OK && reading.missing != 0 && (request->ways & TABLES_BY_PROCFS) != 0)
        result = read_by_procfs(&reading);
    else if (result == SOCKSCOPE_OK && reading.missing != 0 && reading.refusal.code != 0)
        result = SOCKSCOPE_SYSTEM_CALL_FAILED;
    /* Where procfs has no such table either, or may not be asked, why sock_diag refused says what to do. */
    if (result == SOCKSCOPE_SYSTEM_CALL_FAILED && reading.refusal.code != 0 &&
        ((request->ways & TABLES_BY_PROCFS) == 0 || error->code == ENOENT))
        *error = reading.refusal;
    for (size_t i = first; i < table->count; i++)
        table->entries[i].netns = netns->inode;
    *ways |= reading.ways;
    return result;
}
