// SPDX-License-Identifier: Apache-2.0
/*
 * The NetBSD collector: plain sysctl, as the system's own sockstat does it. What libkvm has of these tables are the kernel's
 * own structures, which are others in each version; the records of sysctl are made to last.
 *
 * kern.file2 tells whose descriptors are of the socket at which of the kernel's addresses, and the pcblist tables what
 * sockets there are at these. Of the two ways through kern.file2 the one by file names but one holder of a shared socket;
 * the one by process names them all. The descriptors are read before and after the sockets: an address is used again for
 * another socket when one has gone, so that who had it at one moment only is not told as a holder.
 *
 * Which addresses are shown is up to kern.expose_address. Those that are not are zero, all of them, and join nothing. Then
 * no socket has a holder that is known, the processes that have any are said to be unreadable, and to ask for one of
 * these is refused.
 */
#include "descriptors.h"
#include "pcb_list.h"
#include "processes.h"
#include "unbound.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define METHOD "sysctl"

/* The kernel is asked anew by each query, so that nothing stays open. */
struct sockscope_table {
    char unused;
};

struct query {
    const struct sockscope_request *request;
    const struct sockscope_sink *sink;
    struct sockscope_error *error;
    struct descriptors before;
    struct sysctl_buffer lists[PCB_LISTS];
    struct descriptors after;
    struct processes processes;
    bool processes_hidden;
};

enum sockscope_result sockscope_open(const char *method, struct sockscope_table **table, struct sockscope_error *error)
{
    if (method != NULL && strcmp(method, METHOD) != 0)
        return sockscope_fail(error, SOCKSCOPE_SYSTEM_CALL_FAILED, "choice of a method (" METHOD ")", EINVAL, -1);
    *table = malloc(sizeof **table);
    return *table == NULL ? sockscope_fail_sink(error, ENOMEM) : SOCKSCOPE_OK;
}

void sockscope_close(struct sockscope_table *table)
{
    free(table);
}

static bool is_of_one_process(const struct query *query)
{
    return query->request->pid != SOCKSCOPE_EVERY_PROCESS;
}

static bool list_is_wanted(const struct query *query, size_t list)
{
    return (query->request->protocols & UINT32_C(1) << pcb_list_protocol(list)) != 0;
}

static enum sockscope_result read_lists(struct query *query)
{
    enum sockscope_result result = SOCKSCOPE_OK;
    for (size_t list = 0; list < PCB_LISTS && result == SOCKSCOPE_OK; list++) {
        if (list_is_wanted(query, list))
            result = pcb_list_read(list, &query->lists[list], query->error);
    }
    return result;
}

/* The process that is asked for must live until all is read, and its sockets be known. */
static enum sockscope_result check_process(struct query *query)
{
    int64_t pid = query->request->pid;
    if (!is_of_one_process(query))
        return SOCKSCOPE_OK;
    if (query->before.hidden_count > 0 || query->after.hidden_count > 0)
        return sockscope_fail(query->error, SOCKSCOPE_ACCESS_DENIED, "sysctl of kern.file2 (kern.expose_address)",
                              EPERM, pid);
    return process_check(pid, query->error);
}

static enum sockscope_result read_all(struct query *query)
{
    int64_t pid = query->request->pid;
    enum sockscope_result result = check_process(query);
    if (result == SOCKSCOPE_OK)
        result = descriptors_read(&query->before, pid, query->error);
    if (result == SOCKSCOPE_OK)
        result = read_lists(query);
    if (result == SOCKSCOPE_OK)
        result = descriptors_read(&query->after, pid, query->error);
    if (result == SOCKSCOPE_OK)
        result = check_process(query);
    if (result == SOCKSCOPE_OK)
        result = processes_read(&query->processes, query->error);
    query->processes_hidden = processes_are_hidden();
    return result;
}

static int tell_unreadable(struct query *query, const struct descriptors *descriptors)
{
    int failure = 0;
    for (size_t i = 0; i < descriptors->hidden_count && failure == 0; i++)
        failure = processes_tell(&query->processes, descriptors->hidden[i], true, query->sink);
    return failure;
}

static int emit_held(struct query *query, struct sockscope_socket *socket, const struct holder *holder)
{
    int failure = processes_tell(&query->processes, holder->pid, false, query->sink);
    if (failure != 0)
        return failure;
    socket->ownership = SOCKSCOPE_OWNER_KNOWN;
    socket->pid_kind = SOCKSCOPE_PID_HOLDER;
    socket->pid = holder->pid;
    socket->fd = holder->fd;
    return query->sink->socket(query->sink->context, socket);
}

/* Tells the sink each holder of the socket, and how many there were. None is known by an address that is zero. */
static int emit_holders(struct query *query, struct pcb *pcb, size_t *count)
{
    int failure = 0;
    const struct holder *holder = holders_find(&query->before.holders, pcb->address);
    for (; holder != NULL && failure == 0; holder = holders_next(&query->before.holders, holder)) {
        if (!descriptors_contain(&query->after, holder))
            continue;
        failure = emit_held(query, &pcb->socket, holder);
        ++*count;
        if (query->request->any_holder)
            break;
    }
    return failure;
}

static enum sockscope_ownership ownership_without_holder(const struct query *query, const struct pcb *pcb)
{
    if (pcb->orphan)
        return SOCKSCOPE_OWNER_NONE;
    if (pcb->address == 0)
        return SOCKSCOPE_OWNER_HIDDEN;
    if (holders_find(&query->before.holders, pcb->address) != NULL ||
        holders_find(&query->after.holders, pcb->address) != NULL)
        return SOCKSCOPE_OWNER_CHANGED;
    return query->processes_hidden ? SOCKSCOPE_OWNER_HIDDEN : SOCKSCOPE_OWNER_NOT_FOUND;
}

static int emit_socket(struct query *query, struct pcb *pcb)
{
    size_t holders = 0;
    if (unbound_socket(&pcb->socket) && !query->request->unbound)
        return 0;
    int failure = emit_holders(query, pcb, &holders);
    if (failure != 0 || holders > 0 || is_of_one_process(query))
        return failure;
    pcb->socket.ownership = ownership_without_holder(query, pcb);
    return query->sink->socket(query->sink->context, &pcb->socket);
}

static enum sockscope_result emit_all(struct query *query)
{
    int failure = tell_unreadable(query, &query->before);
    if (failure == 0)
        failure = tell_unreadable(query, &query->after);
    for (size_t list = 0; list < PCB_LISTS && failure == 0; list++) {
        size_t count = pcb_list_count(&query->lists[list]);
        for (size_t i = 0; i < count && failure == 0; i++) {
            struct pcb pcb = pcb_list_get(list, &query->lists[list], i);
            failure = emit_socket(query, &pcb);
        }
    }
    return failure == 0 ? SOCKSCOPE_OK : sockscope_fail_sink(query->error, failure);
}

enum sockscope_result sockscope_read(struct sockscope_table *table, const struct sockscope_request *request,
                                     const struct sockscope_sink *sink, struct sockscope_answer *answer,
                                     struct sockscope_error *error)
{
    (void)table;
    struct query query = {.request = request, .sink = sink, .error = error};
    enum sockscope_result result = read_all(&query);
    if (result == SOCKSCOPE_OK)
        result = emit_all(&query);
    *answer = (struct sockscope_answer){.method = METHOD, .intact = true};
    descriptors_free(&query.before);
    descriptors_free(&query.after);
    for (size_t list = 0; list < PCB_LISTS; list++)
        sysctl_buffer_free(&query.lists[list]);
    processes_free(&query.processes);
    return result;
}
