// SPDX-License-Identifier: Apache-2.0
#include "bpf_emit.h"

#include <string.h>
#include <sys/socket.h>

/* Whether a socket is what was asked for. */
static bool is_wanted(const struct sockscope_request *request, const struct sockscope_socket *socket)
{
    if ((request->protocols & UINT32_C(1) << socket->protocol) == 0)
        return false;
    if (request->statuses != 0 && (request->statuses & UINT32_C(1) << socket->status) == 0)
        return false;
    return (request->local_port == 0 || request->local_port == socket->local.port) &&
           (request->remote_port == 0 || request->remote_port == socket->remote.port);
}

int bpf_emit_name(struct bpf_emission *emission, const struct bpf_row *row)
{
    if (emission->named == row->pid)
        return 0;
    emission->named = row->pid;
    struct sockscope_process process = {.pid = row->pid, .name = row->comm};
    process.name_size = strnlen((const char *)row->comm, sizeof row->comm);
    return emission->query->sink->process(emission->query->sink->context, &process);
}

/* Whether the program can't tell all of it. */
static bool is_incomplete(const struct bpf_row *row)
{
    return row->family == AF_UNIX ? row->receive_queue == -1 : row->protocol == BPF_PROTOCOL_MPTCP;
}

int bpf_emit(struct bpf_emission *emission, const struct bpf_unix_row *row)
{
    struct query *query = emission->query;
    const struct sockscope_request *request = query->request;
    if (is_incomplete(&row->row)) {
        if ((request->protocols & UINT32_C(1) << bpf_row_protocol(&row->row)) == 0)
            return 0;
        int failure = bpf_emit_name(emission, &row->row);
        return failure == 0 ? query_remember(query, row->row.pid, (int32_t)row->row.fd, row->row.inode) : failure;
    }
    if (!request->unbound && !bpf_row_is_listed(&row->row))
        return 0;
    struct sockscope_socket socket = bpf_row_socket(row);
    if (!is_wanted(request, &socket))
        return 0;
    int failure = bpf_emit_name(emission, &row->row);
    return failure == 0 ? query->sink->socket(query->sink->context, &socket) : failure;
}
