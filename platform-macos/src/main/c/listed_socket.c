// SPDX-License-Identifier: Apache-2.0
#include "listed_socket.h"

#include "address.h"
#include "socket_numbers.h"
#include "tcp_state.h"

#include <sys/socket.h>

#define ALL_QUEUES (SOCKSCOPE_HAS_RECEIVE_QUEUE | SOCKSCOPE_HAS_SEND_QUEUE)

bool listed_socket_is_whole(const struct pcb_records *records)
{
    if (records->socket == NULL || (records->un == NULL && records->in == NULL))
        return false;
    return records->un != NULL || records->socket->xso_protocol != IPPROTO_TCP || records->tcp != NULL;
}

/*
 * The family of a socket. A connection that a program makes of its own, over a network interface that is mapped into it, is
 * listed with neither a socket nor its family (XNU, nstat_userland_list_snapshot).
 */
static int family_of(const struct pcb_records *records)
{
    if (records->un != NULL)
        return AF_UNIX;
    if (records->socket->xso_family != AF_UNSPEC)
        return records->socket->xso_family;
    return (records->in->inp_vflag & INP_IPV6) != 0 ? AF_INET6 : AF_INET;
}

static void set_inet(const struct pcb_records *records, struct sockscope_socket *socket)
{
    const struct xinpcb_n *in = records->in;
    socket->local = address_inet(socket->protocol, in->inp_vflag, &in->inp_laddr, in->inp_lport);
    socket->remote = address_inet(socket->protocol, in->inp_vflag, &in->inp_faddr, in->inp_fport);
    socket->type = SOCKSCOPE_DGRAM;
    if (records->socket->xso_protocol == IPPROTO_TCP) {
        socket->type = SOCKSCOPE_STREAM;
        socket->status = tcp_state_status(records->tcp->t_state);
        socket->native_state = tcp_state_name(records->tcp->t_state);
    }
}

static void set_unix(const struct pcb_records *records, struct sockscope_socket *socket)
{
    socket->type = socket_type(records->socket->so_type);
    socket->local = address_unix(&records->un->xu_au, sizeof records->un->xu_au);
    socket->remote = address_unix(&records->un->xu_cau, sizeof records->un->xu_cau);
}

static void set_queues(const struct pcb_records *records, struct sockscope_socket *socket)
{
    if (records->receive != NULL) {
        socket->present |= SOCKSCOPE_HAS_RECEIVE_QUEUE;
        socket->receive_queue = records->receive->sb_cc;
    }
    if (records->send != NULL) {
        socket->present |= SOCKSCOPE_HAS_SEND_QUEUE;
        socket->send_queue = records->send->sb_cc;
    }
}

static bool may_be_held(uint64_t address, int16_t state)
{
    return address != 0 && (state & SS_NOFDREF) == 0;
}

bool listed_socket(const struct pcb_records *records, struct listed_socket *listed)
{
    const struct xsocket_n *from = records->socket;
    struct sockscope_socket socket = {.status = SOCKSCOPE_NO_STATUS, .pid_kind = SOCKSCOPE_PID_ABSENT, .fd = -1};
    if (!socket_protocol(family_of(records), from->xso_protocol, &socket.protocol))
        return false;
    if (records->un != NULL)
        set_unix(records, &socket);
    else
        set_inet(records, &socket);
    set_queues(records, &socket);
    if (from->xso_so != 0) {
        socket.present |= SOCKSCOPE_HAS_UID;
        socket.uid = from->so_uid;
    }
    /* One that the kernel opened, or used last, has none. */
    if (from->so_last_pid > 0) {
        socket.pid_kind = SOCKSCOPE_PID_LAST_USER;
        socket.pid = from->so_last_pid;
    }
    *listed = (struct listed_socket){
        .socket = socket, .address = from->xso_so, .may_be_held = may_be_held(from->xso_so, from->so_state)};
    return true;
}

struct listed_socket listed_socket64(const struct xunpcb64 *record)
{
    const struct xsocket64 *from = &record->xu_socket;
    return (struct listed_socket){
        .socket =
            {
                .protocol = SOCKSCOPE_UNIX,
                .type = socket_type(from->so_type),
                .status = SOCKSCOPE_NO_STATUS,
                .local = address_unix(&record->xu_au, sizeof record->xu_au),
                .remote = address_unix(&record->xu_cau, sizeof record->xu_cau),
                .pid_kind = SOCKSCOPE_PID_ABSENT,
                .fd = -1,
                .present = SOCKSCOPE_HAS_UID | ALL_QUEUES,
                .uid = from->so_uid,
                .receive_queue = from->so_rcv.sb_cc,
                .send_queue = from->so_snd.sb_cc,
            },
        .address = from->xso_so,
        .may_be_held = may_be_held(from->xso_so, from->so_state),
    };
}
