// SPDX-License-Identifier: Apache-2.0
#include "held_socket.h"

#include "address.h"
#include "socket_numbers.h"
#include "tcp_state.h"

static void set_inet(const struct in_sockinfo *from, struct sockscope_socket *socket)
{
    socket->local = address_inet(socket->protocol, from->insi_vflag, &from->insi_laddr.ina_6, from->insi_lport);
    socket->remote = address_inet(socket->protocol, from->insi_vflag, &from->insi_faddr.ina_6, from->insi_fport);
}

static void set_unix(const struct un_sockinfo *from, struct sockscope_socket *socket)
{
    socket->local = address_unix(&from->unsi_addr, sizeof from->unsi_addr);
    socket->remote = address_unix(&from->unsi_caddr, sizeof from->unsi_caddr);
}

/* Without its control block a connection is over, and nothing is left to be told of its ends. */
static void set_state(const struct socket_info *info, struct sockscope_socket *socket)
{
    int state = info->soi_kind == SOCKINFO_TCP ? info->soi_proto.pri_tcp.tcpsi_state : TSI_S_CLOSED;
    socket->status = tcp_state_status(state);
    socket->native_state = tcp_state_name(state);
}

bool held_socket(const struct socket_info *info, struct sockscope_socket *socket)
{
    *socket = (struct sockscope_socket){
        .type = socket_type(info->soi_type),
        .status = SOCKSCOPE_NO_STATUS,
        .present = SOCKSCOPE_HAS_RECEIVE_QUEUE | SOCKSCOPE_HAS_SEND_QUEUE,
        .receive_queue = info->soi_rcv.sbi_cc,
        .send_queue = info->soi_snd.sbi_cc,
    };
    if (!socket_protocol(info->soi_family, info->soi_protocol, &socket->protocol))
        return false;
    if (info->soi_kind == SOCKINFO_TCP)
        set_inet(&info->soi_proto.pri_tcp.tcpsi_ini, socket);
    else if (info->soi_kind == SOCKINFO_IN)
        set_inet(&info->soi_proto.pri_in, socket);
    else if (info->soi_kind == SOCKINFO_UN)
        set_unix(&info->soi_proto.pri_un, socket);
    if (socket->protocol == SOCKSCOPE_TCP4 || socket->protocol == SOCKSCOPE_TCP6)
        set_state(info, socket);
    return true;
}
