// SPDX-License-Identifier: Apache-2.0
#include "query.h"

#include "held_socket.h"

bool query_wants(const struct query *query, const struct socket_info *info, struct sockscope_socket *socket)
{
    return held_socket(info, socket) && (query->request->protocols & UINT32_C(1) << socket->protocol) != 0;
}

int query_emit_held(struct query *query, struct sockscope_socket *socket, pid_t pid, int32_t fd,
                    const struct pcb_entry *entry)
{
    socket->ownership = SOCKSCOPE_OWNER_KNOWN;
    socket->pid_kind = SOCKSCOPE_PID_HOLDER;
    socket->pid = pid;
    socket->fd = fd;
    if (entry != NULL) {
        socket->present |= SOCKSCOPE_HAS_UID;
        socket->uid = entry->listed.socket.uid;
    }
    return query->sink->socket(query->sink->context, socket);
}

int query_emit_holderless(struct query *query, const struct pcb_entry *entry)
{
    struct sockscope_socket socket = entry->listed.socket;
    if (!entry->listed.may_be_held)
        socket.ownership = SOCKSCOPE_OWNER_NONE;
    else
        socket.ownership = entry->gone ? SOCKSCOPE_OWNER_CHANGED : SOCKSCOPE_OWNER_NOT_FOUND;
    return query->sink->socket(query->sink->context, &socket);
}

int query_emit_name(struct query *query, pid_t pid, const struct process_identity *identity)
{
    struct sockscope_process row = {.pid = pid, .name = identity->name, .name_size = identity->name_size};
    return query->sink->process(query->sink->context, &row);
}

enum sockscope_result query_fail(struct query *query, const char *call, int code, int64_t pid)
{
    if (code == ENOMEM || code == EOVERFLOW)
        return sockscope_fail_sink(query->error, code);
    return sockscope_fail(query->error, SOCKSCOPE_SYSTEM_CALL_FAILED, call, code, pid);
}
