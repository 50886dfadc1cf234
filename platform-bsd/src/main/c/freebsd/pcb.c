// SPDX-License-Identifier: Apache-2.0
#include "pcb.h"

#include "freebsd.h"
#include "inet6_scope.h"
#include "socket_end.h"
#include "tcp_state.h"

#include <string.h>

/* A record of any length, as the one that is known here; what it doesn't have is zero. */
static void copy_record(const uint8_t *record, size_t size, void *known, size_t known_size)
{
    memset(known, 0, known_size);
    memcpy(known, record, size < known_size ? size : known_size);
}

static void read_socket(const struct xsocket *from, struct control_block *pcb)
{
    struct sockscope_socket *socket = &pcb->socket;
    pcb->without_socket = from->xso_family == 0;
    if (pcb->without_socket)
        return;
    pcb->address = from->xso_so;
    pcb->block = from->so_pcb;
    socket->present = SOCKSCOPE_HAS_UID | SOCKSCOPE_HAS_RECEIVE_QUEUE | SOCKSCOPE_HAS_SEND_QUEUE;
    socket->uid = from->so_uid;
    socket->receive_queue = from->so_rcv.sb_cc;
    socket->send_queue = from->so_snd.sb_cc;
}

/*
 * What the block has of an address: sixteen bytes, or the last four of them while an IPv6 socket speaks IPv4, which
 * programs see as a v4-mapped address.
 */
static struct sockscope_end inet6_end(const union in_dependaddr *address, uint16_t port, bool mapped)
{
    static const uint8_t prefix[12] = {[10] = 0xFF, [11] = 0xFF};
    struct sockscope_end end = {.port = port};
    memcpy(end.address, address, sizeof end.address);
    if (mapped)
        memcpy(end.address, prefix, sizeof prefix);
    else
        inet6_scope_clear(end.address);
    return end;
}

static struct sockscope_end inet4_end(const union in_dependaddr *address, uint16_t port)
{
    struct sockscope_end end = {.port = port};
    memcpy(end.address, &address->id46_addr.ia46_addr4, sizeof address->id46_addr.ia46_addr4);
    return end;
}

/*
 * The flags tell what a block speaks, which for an IPv6 socket may be both or, once it is connected, IPv4 alone;
 * INP_IPV6PROTO tells what the socket was opened as. A request has no more than the one that it speaks.
 */
static void read_inet(const struct xinpcb *from, enum sockscope_protocol inet4, enum sockscope_protocol inet6,
                      struct control_block *pcb)
{
    const struct in_endpoints *ends = &from->inp_inc.inc_ie;
    uint16_t local = ntohs(ends->ie_lport);
    uint16_t remote = ntohs(ends->ie_fport);
    read_socket(&from->xi_socket, pcb);
    pcb->generation = from->inp_gencnt;
    pcb->closed = (from->inp_flags & INP_SOCKREF) != 0;
    if ((from->inp_vflag & (INP_IPV6 | INP_IPV6PROTO)) != 0) {
        bool mapped = (from->inp_vflag & INP_IPV6) == 0;
        pcb->socket.protocol = inet6;
        pcb->socket.local = inet6_end(&ends->ie_dependladdr, local, mapped && local != 0);
        pcb->socket.remote = inet6_end(&ends->ie_dependfaddr, remote, mapped && remote != 0);
    } else {
        pcb->socket.protocol = inet4;
        pcb->socket.local = inet4_end(&ends->ie_dependladdr, local);
        pcb->socket.remote = inet4_end(&ends->ie_dependfaddr, remote);
    }
}

void pcb_read_tcp(const uint8_t *record, size_t size, struct control_block *pcb)
{
    struct xtcpcb from;
    copy_record(record, size, &from, sizeof from);
    *pcb = (struct control_block){.socket = {.type = SOCKSCOPE_STREAM, .status = tcp_state_status(from.t_state)}};
    pcb->socket.native_state = tcp_state_name(from.t_state);
    read_inet(&from.xt_inp, SOCKSCOPE_TCP4, SOCKSCOPE_TCP6, pcb);
}

void pcb_read_udp(const uint8_t *record, size_t size, struct control_block *pcb)
{
    struct xinpcb from;
    copy_record(record, size, &from, sizeof from);
    *pcb = (struct control_block){.socket = {.type = SOCKSCOPE_DGRAM, .status = SOCKSCOPE_NO_STATUS}};
    read_inet(&from, SOCKSCOPE_UDP4, SOCKSCOPE_UDP6, pcb);
}

void pcb_read_unix(const uint8_t *record, size_t size, struct control_block *pcb)
{
    struct xunpcb from;
    copy_record(record, size, &from, sizeof from);
    *pcb = (struct control_block){.socket = {.protocol = SOCKSCOPE_UNIX, .status = SOCKSCOPE_NO_STATUS}};
    read_socket(&from.xu_socket, pcb);
    pcb->generation = from.unp_gencnt;
    pcb->socket.local = socket_end_of(record + offsetof(struct xunpcb, xu_addr), sizeof from.xu_dummy1, AF_UNIX);
    pcb->socket.remote = socket_end_of(record + offsetof(struct xunpcb, xu_caddr), sizeof from.xu_dummy2, AF_UNIX);
}
