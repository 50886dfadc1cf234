// SPDX-License-Identifier: Apache-2.0
#include "sock_diag.h"
#include "tcp_state.h"

#include <arpa/inet.h>
#include <linux/inet_diag.h>
#include <string.h>
#include <sys/socket.h>

static const struct {
    uint8_t family;
    uint8_t protocol;
    uint8_t type;
    const char *call;
} tables[] = {
    [SOCKSCOPE_TCP4] = {AF_INET, IPPROTO_TCP, SOCKSCOPE_STREAM, "sock_diag of IPv4 TCP (kernel module tcp_diag)"},
    [SOCKSCOPE_TCP6] = {AF_INET6, IPPROTO_TCP, SOCKSCOPE_STREAM, "sock_diag of IPv6 TCP (kernel module tcp_diag)"},
    [SOCKSCOPE_UDP4] = {AF_INET, IPPROTO_UDP, SOCKSCOPE_DGRAM, "sock_diag of IPv4 UDP (kernel module udp_diag)"},
    [SOCKSCOPE_UDP6] = {AF_INET6, IPPROTO_UDP, SOCKSCOPE_DGRAM, "sock_diag of IPv6 UDP (kernel module udp_diag)"},
};

struct visit {
    enum sockscope_protocol protocol;
    struct socket_table *table;
};

static int add_message(void *context, const struct nlmsghdr *message)
{
    const struct visit *visit = context;
    struct inet_diag_msg diag;
    if (message->nlmsg_len < NLMSG_LENGTH(sizeof diag)) {
        visit->table->intact = false;
        return 0;
    }
    memcpy(&diag, NLMSG_DATA(message), sizeof diag);
    if (diag.idiag_family != tables[visit->protocol].family)
        return 0;

    struct socket_entry entry = {
        .inode = diag.idiag_inode,
        .cookie = (uint64_t)diag.id.idiag_cookie[1] << 32 | diag.id.idiag_cookie[0],
        .uid = diag.idiag_uid,
        .receive_queue = diag.idiag_rqueue,
        .send_queue = diag.idiag_wqueue,
        .local_port = ntohs(diag.id.idiag_sport),
        .remote_port = ntohs(diag.id.idiag_dport),
        .protocol = (uint8_t)visit->protocol,
        .type = tables[visit->protocol].type,
        .state = diag.idiag_state,
        .present = SOCKSCOPE_HAS_COOKIE | SOCKSCOPE_HAS_RECEIVE_QUEUE | SOCKSCOPE_HAS_SEND_QUEUE,
    };
    /* Without a file (TIME_WAIT, a request, an orphan) the kernel fills in 0, which would be root. */
    if (entry.inode != 0)
        entry.present |= SOCKSCOPE_HAS_INODE | SOCKSCOPE_HAS_UID;
    size_t address_size = diag.idiag_family == AF_INET ? 4 : 16;
    memcpy(entry.local, diag.id.idiag_src, address_size);
    memcpy(entry.remote, diag.id.idiag_dst, address_size);
    return socket_table_add(visit->table, &entry, NULL, 0);
}

static uint32_t wanted_states(enum sockscope_protocol protocol, const struct sockscope_request *request)
{
    bool tcp = protocol == SOCKSCOPE_TCP4 || protocol == SOCKSCOPE_TCP6;
    uint32_t states = tcp && request->statuses != 0 ? tcp_state_bits(request->statuses) : UINT32_MAX;
    if (!request->unbound)
        states &= ~(UINT32_C(1) << tcp_state_bound_inactive());
    return states;
}

enum netlink_outcome inet_diag_dump(struct netlink *netlink, enum sockscope_protocol protocol,
                                    const struct sockscope_request *request, struct socket_table *table,
                                    struct sockscope_error *error)
{
    struct inet_diag_req_v2 wanted = {
        .sdiag_family = tables[protocol].family,
        .sdiag_protocol = tables[protocol].protocol,
        .idiag_states = wanted_states(protocol, request),
        .id = {.idiag_sport = htons(request->local_port), .idiag_dport = htons(request->remote_port)},
    };
    struct visit visit = {.protocol = protocol, .table = table};
    return netlink_dump(netlink, &wanted, sizeof wanted, tables[protocol].call, add_message, &visit, error);
}
