// SPDX-License-Identifier: Apache-2.0
/*
 * The sockets of one process. Its descriptors are read first, and the tables only if there are any sockets among them; at
 * the end the process must still be there.
 */
#include "descriptor_lookup.h"
#include "descriptors.h"
#include "netns_search.h"
#include "query.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

/* Where procfs is mounted with hidepid, processes that may not be read are as if they weren't there. */
static bool is_hidden(int64_t pid)
{
    return pid > 0 && pid <= INT32_MAX && kill((pid_t)pid, 0) != 0 && errno == EPERM;
}

static enum sockscope_result fail_process(struct query *query, const char *call, int code)
{
    int64_t pid = query->request->pid;
    if (code == ENOENT && is_hidden(pid))
        code = EACCES;
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

static enum sockscope_result open_process(struct query *query, struct process *process)
{
    int failure = process_open(query->procfs, query->request->pid, process);
    return failure == 0 ? SOCKSCOPE_OK : fail_process(query, "open of /proc/PID", failure);
}

/* As long as a process asks about itself it is there, and has not begun to end. */
static bool is_myself(const struct process *process)
{
    return process->own_pid && process->pid == getpid();
}

static enum sockscope_result check_process(struct query *query, const struct process *process)
{
    struct process_facts facts;
    if (is_myself(process))
        return SOCKSCOPE_OK;
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

/* Finds out whether a socket that was in no table yet may be in one of another namespace. Returns 0 or an errno. */
static int find_unlisted(const struct query *query, const struct process *process, bool *found)
{
    *found = false;
    for (size_t i = 0; i < query->held_count && !*found; i++) {
        const struct held_socket *held = &query->held[i];
        enum sockscope_protocol protocol;
        if (socket_table_find(&query->table, held->inode) != NULL)
            continue;
        int failure = descriptors_read_protocol(process, held->fd, held->inode, &protocol);
        if (failure == 0)
            *found = (query->request->protocols & UINT32_C(1) << protocol) != 0;
        else if (failure == EACCES || failure == EPERM)
            *found = true;
        else if (!descriptors_is_gone(failure))
            return failure;
    }
    return 0;
}

/*
 * Most processes have all their sockets in the namespace that they live in. A socket stays in the namespace that it was
 * opened in, though, when its process moves to another or hands it on; then all namespaces are looked through.
 */
static enum sockscope_result read_tables(struct query *query, const struct process *process)
{
    struct netns_list *namespaces = &query->namespaces;
    uint64_t own = query->procfs->netns;
    uint64_t theirs;
    int failure = process_read_netns(process, &theirs);
    if (failure == 0 && (theirs == 0 || theirs == own))
        failure = netns_list_add_own(namespaces, own);
    else if (failure == 0)
        failure = netns_list_add_of(namespaces, process);
    if (failure != 0)
        return query_fail(query, "open of /proc/PID/ns/net", failure, process->pid);
    enum sockscope_result result = query_read_tables_from(query, 0);
    if (result != SOCKSCOPE_OK)
        return result;
    bool unlisted;
    failure = find_unlisted(query, process, &unlisted);
    if (failure != 0)
        return fail_process(query, "getxattr of /proc/PID/fd", failure);
    if (!unlisted)
        return SOCKSCOPE_OK;
    size_t known = namespaces->count;
    if (theirs != 0 && theirs != own)
        failure = netns_list_add_own(namespaces, own);
    if (failure == 0)
        failure = netns_search_all(query->procfs, query->history, namespaces);
    if (failure != 0)
        return query_fail(query, "open of /proc/PID/ns/net", failure, -1);
    return namespaces->count > known ? query_read_tables_from(query, known) : SOCKSCOPE_OK;
}

enum sockscope_result query_emit_process(struct query *query, const struct process *process)
{
    bool complete;
    enum sockscope_result result = descriptor_lookup(query, process, &complete);
    if (result == SOCKSCOPE_OK && !complete)
        result = read_tables(query, process);
    return result == SOCKSCOPE_OK ? emit_sockets(query, process) : result;
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
    if (result == SOCKSCOPE_OK && !is_myself(&process) && process_is_ending(&process)) {
        result = check_process(query, &process);
        if (result == SOCKSCOPE_OK)
            result = fail_process(query, "read of /proc/PID/stat", ESRCH);
    }
    if (result == SOCKSCOPE_OK && query->held_count > 0)
        result = query_emit_process(query, &process);
    if (result == SOCKSCOPE_OK)
        result = check_process(query, &process);
    process_close(&process);
    return result;
}

enum sockscope_result query_read_process_borrowing(struct query *query)
{
    query->may_borrow = true;
    return query_read_process(query);
}
