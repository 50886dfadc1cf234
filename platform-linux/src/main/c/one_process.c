// SPDX-License-Identifier: Apache-2.0
/*
 * The sockets of one process. Its descriptors are read first, and the tables only if there are any sockets among them; at
 * the end the process must still be there.
 */
#include "descriptors.h"
#include "query.h"

#include <errno.h>
#include <signal.h>

static enum sockscope_result fail_process(struct query *query, const char *call, int code)
{
    int64_t pid = query->request->pid;
    switch (code) {
    case ENOENT:
    case ESRCH:
        return sockscope_fail(query->error, SOCKSCOPE_NO_SUCH_PROCESS, call, code, pid);
    case EACCES:
    case EPERM:
        return sockscope_fail(query->error, SOCKSCOPE_ACCESS_DENIED, call, code, pid);
    default:
        return query_fail(query, call, code, pid);
    }
}

/* Where procfs is mounted with hidepid, processes that may not be read are as if they weren't there. */
static bool is_hidden(int64_t pid)
{
    return pid > 0 && pid <= INT32_MAX && kill((pid_t)pid, 0) != 0 && errno == EPERM;
}

static enum sockscope_result open_process(struct query *query, struct process *process)
{
    int64_t pid = query->request->pid;
    int failure = process_open(query->procfs, pid, process);
    if (failure == 0)
        return SOCKSCOPE_OK;
    if (failure == ENOENT && is_hidden(pid))
        failure = EACCES;
    return fail_process(query, "open of /proc/PID", failure);
}

static enum sockscope_result check_process(struct query *query, const struct process *process)
{
    struct process_facts facts;
    int failure = process_read_facts(process, &facts);
    if (failure == 0 && facts.tgid != process->pid)
        failure = ESRCH; /* the id of a thread */
    if (failure != 0)
        return fail_process(query, "read of /proc/PID/status", failure);
    if (facts.ended)
        return sockscope_fail(query->error, SOCKSCOPE_ZOMBIE_PROCESS, "read of /proc/PID/status", ESRCH, process->pid);
    return SOCKSCOPE_OK;
}

static int visit_descriptor(void *context, int32_t fd, uint64_t inode)
{
    struct query *query = context;
    return query_remember(query, query->request->pid, fd, inode);
}

static enum sockscope_result read_descriptors(struct query *query, const struct process *process)
{
    int failure = descriptors_walk(process, visit_descriptor, query);
    if ((failure == EACCES || failure == EPERM) && process_is_without_sockets(process))
        failure = 0;
    return failure == 0 ? SOCKSCOPE_OK : fail_process(query, "read of /proc/PID/fd", failure);
}

static int emit_socket(struct query *query, const struct process *process, const struct held_socket *held)
{
    const struct socket_entry *entry = socket_table_find(&query->table, held->inode);
    if (entry == NULL)
        return query->request->unbound ? query_emit_unlisted(query, process, held->fd, held->inode) : 0;
    int failure = 0;
    for (; entry != NULL && failure == 0; entry = socket_table_next(&query->table, entry))
        failure = query_emit_held(query, &query->table, entry, held->pid, held->fd);
    return failure;
}

static enum sockscope_result emit_sockets(struct query *query, const struct process *process)
{
    int failure = query_emit_name(query, process);
    for (size_t i = 0; i < query->held_count && failure == 0; i++)
        failure = emit_socket(query, process, &query->held[i]);
    return failure == 0 ? SOCKSCOPE_OK : fail_process(query, "read of /proc/PID/fd", failure);
}

enum sockscope_result query_read_process(struct query *query)
{
    struct process process;
    enum sockscope_result result = open_process(query, &process);
    if (result != SOCKSCOPE_OK)
        return result;
    result = check_process(query, &process);
    if (result == SOCKSCOPE_OK)
        result = read_descriptors(query, &process);
    if (result == SOCKSCOPE_OK && query->held_count > 0) {
        result = query_read_table(query, &query->table);
        /* Sockets of another network namespace are in none of the tables that were read. */
        if (process_netns(&process) != query->netns)
            query->table.intact = false;
        if (result == SOCKSCOPE_OK)
            result = emit_sockets(query, &process);
        if (result == SOCKSCOPE_OK)
            result = check_process(query, &process);
    }
    process_close(&process);
    return result;
}
