// SPDX-License-Identifier: Apache-2.0
#include "owner.h"

/* The ticks of an endpoint and of a process are not read at the same time. */
#define TOLERANCE 2

/*
 * Whether a process that told all of its sockets may yet have this one: as an endpoint that is no socket, or as one of
 * several that look the same, or because without a port it can't be recognised.
 */
static bool may_hold(const struct process *process, const struct endpoint *endpoint, const struct holders *holders)
{
    return process->reading != PROCESS_READ || process->holds_tli || endpoint->socket.local.port == 0 ||
           (holders->unsure && holders_include(holders, process->pid));
}

static bool started_later(const struct process *process, const struct endpoint *endpoint)
{
    return process->started > (int64_t)endpoint->created + TOLERANCE;
}

/* Of the creator, which has not ended. */
static enum sockscope_ownership ownership_of(const struct process *creator, const struct endpoint *endpoint,
                                             enum sockscope_ownership unknown)
{
    if (!creator->start_known)
        return unknown;
    return started_later(creator, endpoint) ? SOCKSCOPE_OWNER_CHANGED : SOCKSCOPE_OWNER_KNOWN;
}

enum sockscope_result owner_set(const struct owner_search *search, struct endpoint *endpoint,
                                const struct holders *holders, struct sockscope_error *error)
{
    struct sockscope_socket *socket = &endpoint->socket;
    bool all_are_asked = search->descriptors_are_told && search->processes->shows_root;
    enum sockscope_ownership unknown = all_are_asked ? SOCKSCOPE_OWNER_NOT_FOUND : SOCKSCOPE_OWNER_HIDDEN;
    socket->pid_kind = SOCKSCOPE_PID_ABSENT;
    socket->ownership = unknown;
    if (socket->status == SOCKSCOPE_TIME_WAIT) {
        /* It is the kernel's; a process that still has it has told so. */
        socket->ownership = SOCKSCOPE_OWNER_NONE;
        return SOCKSCOPE_OK;
    }
    struct process *creator = endpoint->creator == 0 ? NULL : process_find(search->processes, endpoint->creator);
    if (creator == NULL || creator->zombie || !may_hold(creator, endpoint, holders))
        return SOCKSCOPE_OK;
    enum sockscope_result result = process_ask_start(creator, error);
    if (result != SOCKSCOPE_OK)
        return result;
    socket->ownership = ownership_of(creator, endpoint, unknown);
    if (socket->ownership == SOCKSCOPE_OWNER_KNOWN) {
        socket->pid_kind = SOCKSCOPE_PID_CREATOR;
        socket->pid = creator->pid;
    }
    return SOCKSCOPE_OK;
}
