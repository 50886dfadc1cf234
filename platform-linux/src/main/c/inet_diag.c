// SPDX-License-Identifier: Apache-2.0
#include "sock_diag.h"
#include "tcp_state.h"

#include <arpa/inet.h>
#include <linux/inet_diag.h>
#include <linux/sock_diag.h>
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

/* A dump while it is read. */
struct visit {
    uint32_t protocols; /* that it may list: bits 1 << enum sockscope_protocol */
    struct socket_table *table;
};

/* The protocol of a dump that a socket of this family has. Returns false if there is none. */
static bool find_protocol(uint32_t protocols, uint8_t family, enum sockscope_protocol *protocol)
{
    for (int candidate = SOCKSCOPE_TCP4; candidate <= SOCKSCOPE_UDP6; candidate++) {
        if ((protocols & UINT32_C(1) << candidate) != 0 && tables[candidate].family == family) {
            *protocol = (enum sockscope_protocol)candidate;
            return true;
        }
    }
    return false;
}

static int add_message(void *context, const struct nlmsghdr *message)
{
    const struct visit *visit = context;
    enum sockscope_protocol protocol;
    struct inet_diag_msg diag;
    if (message->nlmsg_len < NLMSG_LENGTH(sizeof diag)) {
        socket_table_lose(visit->table);
        return 0;
    }
    memcpy(&diag, NLMSG_DATA(message), sizeof diag);
    if (!find_protocol(visit->protocols, diag.idiag_family, &protocol))
        return 0;

    struct socket_entry entry = {
        .inode = diag.idiag_inode,
        .cookie = (uint64_t)diag.id.idiag_cookie[1] << 32 | diag.id.idiag_cookie[0],
        .uid = diag.idiag_uid,
        .receive_queue = diag.idiag_rqueue,
        .send_queue = diag.idiag_wqueue,
        .local_port = ntohs(diag.id.idiag_sport),
        .remote_port = ntohs(diag.id.idiag_dport),
        .protocol = (uint8_t)protocol,
        .type = tables[protocol].type,
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

/* Where sockets that are in no table are wanted, one that is in it must not seem to be one of them for its state. */
static uint32_t wanted_states(uint32_t protocols, const struct sockscope_request *request)
{
    bool tcp = (protocols & SOCK_DIAG_TCP) != 0;
    if (request->unbound)
        return UINT32_MAX;
    uint32_t states = tcp && request->statuses != 0 ? tcp_state_bits(request->statuses) : UINT32_MAX;
    return states & ~(UINT32_C(1) << tcp_state_bound_inactive());
}

/*
 * The older request names no family and lists both in one pass over the hash table, which is what a dump costs; the newer
 * one refuses to go without a family. Only TCP has it.
 */
static enum netlink_outcome dump_both_families(struct netlink *netlink, struct inet_diag_req *wanted,
                                               struct visit *visit, struct sockscope_error *error)
{
    struct netlink_request request = {
        .type = TCPDIAG_GETSOCK,
        .payload = wanted,
        .payload_size = sizeof *wanted,
        .call = "sock_diag of TCP (kernel module tcp_diag)",
    };
    return netlink_dump(netlink, &request, add_message, visit, error);
}

static enum netlink_outcome dump_family(struct netlink *netlink, struct inet_diag_req_v2 *wanted, const char *call,
                                        struct visit *visit, struct sockscope_error *error)
{
    struct netlink_request request = {
        .type = SOCK_DIAG_BY_FAMILY,
        .payload = wanted,
        .payload_size = sizeof *wanted,
        .call = call,
    };
    return netlink_dump(netlink, &request, add_message, visit, error);
}

enum netlink_outcome inet_diag_dump(struct netlink *netlink, uint32_t protocols,
                                    const struct sockscope_request *request, struct socket_table *table,
                                    struct sockscope_error *error)
{
    struct visit visit = {.protocols = protocols, .table = table};
    uint32_t states = wanted_states(protocols, request);
    struct inet_diag_sockid id = {.idiag_sport = htons(request->local_port),
                                  .idiag_dport = htons(request->remote_port)};
    if (protocols == SOCK_DIAG_TCP)
        return dump_both_families(netlink, &(struct inet_diag_req){.idiag_states = states, .id = id}, &visit, error);
    int protocol = SOCKSCOPE_TCP4;
    while (protocols != UINT32_C(1) << protocol)
        protocol++;
    struct inet_diag_req_v2 wanted = {
        .sdiag_family = tables[protocol].family,
        .sdiag_protocol = tables[protocol].protocol,
        .idiag_states = states,
        .id = id,
    };
    return dump_family(netlink, &wanted, tables[protocol].call, &visit, error);
}

bool inet_diag_find(struct netlink *netlink, uint8_t family, const struct inet_diag_sockid *ends, uint64_t inode,
                    struct socket_table *table, struct sockscope_error *error)
{
    enum sockscope_protocol protocol = family == AF_INET ? SOCKSCOPE_TCP4 : SOCKSCOPE_TCP6;
    struct visit visit = {.protocols = UINT32_C(1) << protocol, .table = table};
    struct inet_diag_req_v2 wanted = {
        .sdiag_family = family,
        .sdiag_protocol = IPPROTO_TCP,
        .idiag_states = UINT32_MAX,
        .id = *ends,
    };
    struct netlink_request request = {
        .type = SOCK_DIAG_BY_FAMILY,
        .payload = &wanted,
        .payload_size = sizeof wanted,
        .call = tables[protocol].call,
    };
    size_t count = table->count;
    if (netlink_find(netlink, &request, add_message, &visit, error) == NETLINK_COMPLETE && table->count > count &&
        table->entries[count].inode == inode)
        return true;
    socket_table_truncate(table, count, table->names_size);
    return false;
}
