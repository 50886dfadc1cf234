// SPDX-License-Identifier: Apache-2.0
#include "query.h"

#include "array.h"
#include "descriptors.h"
#include "netns_search.h"

#include <errno.h>
#include <stdlib.h>

void query_free(struct query *query)
{
    socket_table_free(&query->table);
    netns_list_free(&query->namespaces);
    free(query->held);
    query->held = NULL;
}

void query_restart(struct query *query)
{
    query_free(query);
    query->held_count = 0;
    query->held_capacity = 0;
    query->ways = 0;
    query->refused = false;
}

enum sockscope_result query_fail(struct query *query, const char *call, int code, int64_t pid)
{
    if (code == ENOMEM || code == EOVERFLOW)
        return sockscope_fail_sink(query->error, code);
    return sockscope_fail(query->error, SOCKSCOPE_SYSTEM_CALL_FAILED, call, code, pid);
}

static enum sockscope_result read_namespace(struct query *query, const struct sockscope_request *request,
                                            const struct netns *netns, struct socket_table *table)
{
    struct tables_request of_tables = {.request = request, .procfs = query->procfs, .ways = query->allowed_ways};
    return tables_read(&of_tables, netns, table, &query->ways, query->error);
}

enum sockscope_result query_read_namespace(struct query *query, const struct sockscope_request *request,
                                           const struct netns *netns)
{
    return read_namespace(query, request, netns, &query->table);
}

static enum sockscope_result index_tables(struct query *query, struct socket_table *table)
{
    int failure = socket_table_index(table);
    return failure == 0 ? SOCKSCOPE_OK : sockscope_fail_sink(query->error, failure);
}

enum sockscope_result query_index_tables(struct query *query)
{
    return index_tables(query, &query->table);
}

static enum sockscope_result read_namespaces(struct query *query, size_t first, struct socket_table *table)
{
    enum sockscope_result result = SOCKSCOPE_OK;
    for (size_t i = first; i < query->namespaces.count && result == SOCKSCOPE_OK; i++)
        result = read_namespace(query, query->request, &query->namespaces.entries[i], table);
    return result == SOCKSCOPE_OK ? index_tables(query, table) : result;
}

enum sockscope_result query_read_tables(struct query *query, struct socket_table *table)
{
    return read_namespaces(query, 0, table);
}

enum sockscope_result query_read_tables_from(struct query *query, size_t first)
{
    return read_namespaces(query, first, &query->table);
}

enum sockscope_result query_find_namespaces(struct query *query)
{
    int failure = netns_list_add_own(&query->namespaces, query->procfs->netns);
    if (failure == 0)
        failure = netns_search_all(query->procfs, query->history, &query->namespaces);
    return failure == 0 ? SOCKSCOPE_OK : query_fail(query, "open of /proc/PID/ns/net", failure, -1);
}

bool query_has_unexplained(const struct query *query)
{
    for (size_t i = 0; i < query->table.count && query->table.holderless > 0; i++) {
        const struct socket_entry *entry = &query->table.entries[i];
        if (entry->held == 0 && entry->inode != 0 && !unheld_has(query->unheld, entry))
            return true;
    }
    return false;
}

int query_remember(struct query *query, int64_t pid, int32_t fd, uint64_t inode)
{
    void *held = query->held;
    int failure = array_reserve(&held, &query->held_capacity, query->held_count, 64, sizeof *query->held);
    query->held = held;
    if (failure == 0)
        query->held[query->held_count++] = (struct held_socket){.pid = pid, .fd = fd, .inode = inode};
    return failure;
}

static int emit(struct query *query, const struct sockscope_socket *socket)
{
    return query->sink->socket(query->sink->context, socket);
}

int query_emit_held(struct query *query, const struct socket_table *table, const struct socket_entry *entry,
                    int64_t pid, int32_t fd)
{
    struct sockscope_socket socket = socket_table_socket(table, entry);
    socket.ownership = SOCKSCOPE_OWNER_KNOWN;
    socket.pid_kind = SOCKSCOPE_PID_HOLDER;
    socket.pid = pid;
    socket.fd = fd;
    return emit(query, &socket);
}

int query_emit_ownerless(struct query *query, const struct socket_entry *entry)
{
    struct sockscope_socket socket = socket_table_socket(&query->table, entry);
    if (entry->inode == 0)
        socket.ownership = SOCKSCOPE_OWNER_NONE;
    else if (entry->gone)
        socket.ownership = SOCKSCOPE_OWNER_CHANGED;
    else
        socket.ownership = query->procfs->hides_processes ? SOCKSCOPE_OWNER_HIDDEN : SOCKSCOPE_OWNER_NOT_FOUND;
    if (socket.ownership == SOCKSCOPE_OWNER_HIDDEN)
        query->table.intact = false;
    return emit(query, &socket);
}

enum sockscope_result query_emit_rest(struct query *query)
{
    for (size_t i = 0; i < query->table.count; i++) {
        const struct socket_entry *entry = &query->table.entries[i];
        if (entry->held != 0)
            continue;
        int failure = query_emit_ownerless(query, entry);
        if (failure != 0)
            return sockscope_fail_sink(query->error, failure);
    }
    return SOCKSCOPE_OK;
}

int query_emit_unlisted(struct query *query, const struct process *process, int32_t fd, uint64_t inode)
{
    enum sockscope_protocol protocol;
    int failure = descriptors_read_protocol(process, fd, inode, &protocol);
    if (failure == EACCES || failure == EPERM) { /* its rights have changed since its descriptors were read */
        query->table.intact = false;
        return 0;
    }
    if (failure != 0)
        return descriptors_is_gone(failure) ? 0 : failure;
    if (protocol == SOCKSCOPE_UNIX || (query->request->protocols & UINT32_C(1) << protocol) == 0)
        return 0; /* a UNIX socket is in a table from its first moment on, so this one was opened since */
    bool tcp = protocol == SOCKSCOPE_TCP4 || protocol == SOCKSCOPE_TCP6;
    struct sockscope_socket socket = {
        .protocol = protocol,
        .type = tcp ? SOCKSCOPE_STREAM : SOCKSCOPE_DGRAM,
        .status = tcp ? SOCKSCOPE_CLOSE : SOCKSCOPE_NO_STATUS,
        .ownership = SOCKSCOPE_OWNER_KNOWN,
        .pid_kind = SOCKSCOPE_PID_HOLDER,
        .pid = process->pid,
        .fd = fd,
        .present = SOCKSCOPE_HAS_INODE,
        .inode = inode,
    };
    return emit(query, &socket);
}

int query_emit_name(struct query *query, const struct process *process)
{
    uint8_t name[PROCESS_NAME_LIMIT];
    return query_emit_known_name(query, process->pid, name, process_read_name(process, name));
}

int query_emit_known_name(struct query *query, int64_t pid, const uint8_t *name, size_t name_size)
{
    struct sockscope_process row = {.pid = pid, .name = name, .name_size = name_size};
    return query->sink->process(query->sink->context, &row);
}
