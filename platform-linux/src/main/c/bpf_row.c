// SPDX-License-Identifier: Apache-2.0
#include "bpf_row.h"

#include "socket_numbers.h"
#include "tcp_state.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

size_t bpf_row_size(const struct bpf_row *row)
{
    return row->family == AF_UNIX ? sizeof(struct bpf_unix_row) : sizeof *row;
}

enum sockscope_protocol bpf_row_protocol(const struct bpf_row *row)
{
    if (row->family == AF_UNIX)
        return SOCKSCOPE_UNIX;
    if (row->protocol == IPPROTO_UDP)
        return row->family == AF_INET ? SOCKSCOPE_UDP4 : SOCKSCOPE_UDP6;
    return row->family == AF_INET ? SOCKSCOPE_TCP4 : SOCKSCOPE_TCP6;
}

static bool is_tcp(const struct bpf_row *row)
{
    return row->family != AF_UNIX && row->protocol != IPPROTO_UDP;
}

bool bpf_row_is_listed(const struct bpf_row *row)
{
    if (row->family == AF_UNIX)
        return true;
    return is_tcp(row) ? row->state != TCP_CLOSE : row->local_port != 0;
}

static enum sockscope_type type_of(const struct bpf_row *row)
{
    if (row->family == AF_UNIX)
        return socket_type(row->type);
    return is_tcp(row) ? SOCKSCOPE_STREAM : SOCKSCOPE_DGRAM;
}

static uint32_t queue(int32_t bytes)
{
    return bytes > 0 ? (uint32_t)bytes : 0;
}

/* A path may have a closing NUL; an abstract name begins with one, and all of its bytes count. */
static void lend_name(const uint8_t *name, size_t size, struct sockscope_end *end)
{
    end->name = name;
    end->name_size = size > 0 && name[0] != '\0' ? strnlen((const char *)name, size) : size;
}

static void describe_inet(const struct bpf_row *row, struct sockscope_socket *socket)
{
    socket->local.port = row->local_port;
    socket->remote.port = ntohs(row->remote_port);
    memcpy(socket->local.address, row->local, sizeof row->local);
    memcpy(socket->remote.address, row->remote, sizeof row->remote);
}

static void describe_unix(const struct bpf_unix_row *row, struct sockscope_socket *socket)
{
    lend_name(row->local, row->row.local_port, &socket->local);
    lend_name(row->remote, row->row.remote_port, &socket->remote);
}

struct sockscope_socket bpf_row_socket(const struct bpf_unix_row *names)
{
    const struct bpf_row *row = &names->row;
    struct sockscope_socket socket = {
        .protocol = bpf_row_protocol(row),
        .type = type_of(row),
        .status = is_tcp(row) ? tcp_state_status(row->state) : SOCKSCOPE_NO_STATUS,
        .ownership = SOCKSCOPE_OWNER_KNOWN,
        .pid_kind = SOCKSCOPE_PID_HOLDER,
        .pid = row->pid,
        .fd = (int32_t)row->fd,
        .present = SOCKSCOPE_HAS_INODE,
        .inode = row->inode,
    };
    if (row->family != AF_UNIX && row->local_port == 0)
        return socket; /* there is nothing more to be told of it */
    socket.native_state = tcp_state_name(row->state);
    socket.present |= SOCKSCOPE_HAS_COOKIE | SOCKSCOPE_HAS_NETNS | SOCKSCOPE_HAS_UID | SOCKSCOPE_HAS_RECEIVE_QUEUE |
                      SOCKSCOPE_HAS_SEND_QUEUE;
    socket.cookie = row->cookie;
    socket.netns = row->netns;
    socket.uid = row->uid;
    socket.receive_queue = queue(row->receive_queue);
    socket.send_queue = queue(row->send_queue);
    if (row->family == AF_UNIX)
        describe_unix(names, &socket);
    else
        describe_inet(row, &socket);
    return socket;
}
