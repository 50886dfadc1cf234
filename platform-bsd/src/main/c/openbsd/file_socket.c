// SPDX-License-Identifier: Apache-2.0
#include "file_socket.h"

#include "inet6_scope.h"
#include "socket_numbers.h"
#include "tcp_state.h"

#include <string.h>

#include <netinet/in.h>
#include <sys/file.h>
#include <sys/socket.h>

/* The kernel copies the port's two bytes, as they are on the wire, into the low half of a number. */
static uint16_t port_of(uint32_t port)
{
    uint16_t wire = (uint16_t)port;
    uint8_t bytes[sizeof wire];
    memcpy(bytes, &wire, sizeof wire);
    return (uint16_t)(bytes[0] << 8 | bytes[1]);
}

static struct sockscope_end end_of(const uint32_t address[4], uint32_t port, bool inet6)
{
    struct sockscope_end end = {.port = port_of(port)};
    memcpy(end.address, address, sizeof end.address);
    if (inet6)
        inet6_scope_clear(end.address);
    return end;
}

static uint32_t queue_of(uint64_t size)
{
    return size > UINT32_MAX ? UINT32_MAX : (uint32_t)size;
}

bool file_socket(const struct kinfo_file *file, struct sockscope_socket *socket)
{
    *socket = (struct sockscope_socket){
        .type = socket_type(file->so_type),
        .status = SOCKSCOPE_NO_STATUS,
        .ownership = SOCKSCOPE_OWNER_NOT_FOUND,
        .pid_kind = SOCKSCOPE_PID_ABSENT,
        .fd = -1,
        .present = SOCKSCOPE_HAS_RECEIVE_QUEUE | SOCKSCOPE_HAS_SEND_QUEUE,
        .receive_queue = queue_of(file->so_rcv_cc),
        .send_queue = queue_of(file->so_snd_cc),
    };
    if (file->f_type != DTYPE_SOCKET || !socket_protocol(file->so_family, file->so_protocol, &socket->protocol))
        return false;
    if (socket->protocol == SOCKSCOPE_UNIX) {
        socket->local.name = (const uint8_t *)file->unp_path;
        socket->local.name_size = strnlen(file->unp_path, sizeof file->unp_path);
        return true;
    }
    bool inet6 = file->so_family == AF_INET6;
    socket->local = end_of(file->inp_laddru, file->inp_lport, inet6);
    socket->remote = end_of(file->inp_faddru, file->inp_fport, inet6);
    if (file->so_protocol == IPPROTO_TCP) {
        socket->status = tcp_state_status((int32_t)file->t_state);
        socket->native_state = tcp_state_name((int32_t)file->t_state);
    }
    return true;
}
