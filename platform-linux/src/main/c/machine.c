// SPDX-License-Identifier: Apache-2.0
/*
 * The sockets of the whole machine. The table is read first and the holders are searched then, so that a socket that is
 * opened in between is in neither. One that no process is found to hold may have been closed or passed on meanwhile: if
 * every process could be read, table and descriptors are read once more to tell these cases apart.
 */
#include "descriptors.h"
#include "query.h"

#include <errno.h>

/* A walk over the descriptors of all processes. */
struct walk {
    struct query *query;
    uint8_t round; /* 1 for the first, 2 for the second */
    const struct process *process;
    bool named; /* the sink knows the name of the process */
    size_t unreadable;
};

static int visit_descriptor(void *context, int32_t fd, uint64_t inode)
{
    struct walk *walk = context;
    struct query *query = walk->query;
    struct socket_entry *entry = socket_table_find(&query->table, inode);
    if (entry == NULL)
        return walk->round == 1 && query->request->unbound ? query_remember(query, walk->process->pid, fd, inode) : 0;

    int failure = 0;
    for (; entry != NULL && failure == 0; entry = socket_table_next(&query->table, entry)) {
        if (entry->held == 0) {
            entry->held = walk->round;
            query->table.holderless--;
        }
        if (entry->held != walk->round)
            continue;
        if (!walk->named) {
            failure = query_emit_name(query, walk->process);
            walk->named = true;
        }
        if (failure == 0)
            failure = query_emit_held(query, &query->table, entry, walk->process->pid, fd);
    }
    if (failure == 0 && query->request->any_holder && query->table.holderless == 0)
        failure = PROCESS_ENOUGH;
    return failure;
}

static int report_unreadable(struct walk *walk)
{
    if (process_is_without_sockets(walk->process))
        return 0;
    struct sockscope_process row = {.pid = walk->process->pid, .unreadable = true};
    walk->unreadable++;
    return walk->query->sink->process(walk->query->sink->context, &row);
}

static int visit_process(void *context, int64_t pid)
{
    struct walk *walk = context;
    struct process process;
    int failure = process_open(walk->query->procfs, pid, &process);
    if (failure == 0) {
        walk->process = &process;
        walk->named = false;
        failure = descriptors_walk(&process, visit_descriptor, walk);
        if (failure == EACCES || failure == EPERM)
            failure = report_unreadable(walk);
        process_close(&process);
        walk->process = NULL;
    }
    return failure == ENOENT || failure == ESRCH ? 0 : failure; /* it ended */
}

static enum sockscope_result walk_processes(struct walk *walk)
{
    int failure = process_walk(walk->query->procfs, visit_process, walk);
    return failure == 0 ? SOCKSCOPE_OK : query_fail(walk->query, "read of /proc/PID/fd", failure, -1);
}

/* A socket that no table listed at first: it was bound or connected since, or is not yet. */
static int emit_late(struct query *query, const struct socket_table *later, const struct held_socket *held)
{
    struct process process;
    int failure = process_open(query->procfs, held->pid, &process);
    if (failure == ENOENT || failure == ESRCH)
        return 0;
    if (failure != 0)
        return failure;
    failure = query_emit_name(query, &process);
    const struct socket_entry *entry = socket_table_find(later, held->inode);
    if (entry == NULL && failure == 0)
        failure = query_emit_unlisted(query, &process, held->fd, held->inode);
    for (; entry != NULL && failure == 0; entry = socket_table_next(later, entry))
        failure = query_emit_held(query, later, entry, held->pid, held->fd);
    process_close(&process);
    return failure;
}

/* Reads the tables again, to find out which sockets without a holder are still there. */
static enum sockscope_result compare_with_later(struct query *query)
{
    struct socket_table later;
    int failure = 0;
    socket_table_init(&later);
    enum sockscope_result result = query_read_tables(query, &later);
    for (size_t i = 0; i < query->held_count && result == SOCKSCOPE_OK && failure == 0; i++)
        failure = emit_late(query, &later, &query->held[i]);
    for (size_t i = 0; i < query->table.count && result == SOCKSCOPE_OK; i++) {
        struct socket_entry *entry = &query->table.entries[i];
        if (entry->held == 0 && entry->inode != 0 && socket_table_find(&later, entry->inode) == NULL) {
            entry->gone = true;
            query->table.holderless--;
        }
    }
    socket_table_free(&later);
    return failure == 0 ? result : query_fail(query, "read of /proc/PID", failure, -1);
}

static enum sockscope_result emit_rest(struct query *query)
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

static enum sockscope_result find_namespaces(struct query *query)
{
    int failure = netns_list_add_own(&query->namespaces, query->procfs->netns);
    if (failure == 0)
        failure = netns_list_add_visible(&query->namespaces, query->procfs);
    return failure == 0 ? SOCKSCOPE_OK : query_fail(query, "open of /proc/PID/ns/net", failure, -1);
}

enum sockscope_result query_read_machine(struct query *query)
{
    enum sockscope_result result = find_namespaces(query);
    struct walk first = {.query = query, .round = 1};
    struct walk second = {.query = query, .round = 2};
    if (result == SOCKSCOPE_OK)
        result = query_read_tables(query, &query->table);
    if (result == SOCKSCOPE_OK && (query->table.holderless > 0 || query->request->unbound))
        result = walk_processes(&first);
    bool unexplained = query->table.holderless > 0 && first.unreadable == 0 && !query->procfs->hides_processes;
    if (result == SOCKSCOPE_OK && (unexplained || query->held_count > 0))
        result = compare_with_later(query);
    if (result == SOCKSCOPE_OK && unexplained && query->table.holderless > 0)
        result = walk_processes(&second);
    return result == SOCKSCOPE_OK ? emit_rest(query) : result;
}
