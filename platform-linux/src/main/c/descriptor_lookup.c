// SPDX-License-Identifier: Apache-2.0
#include "descriptor_lookup.h"

#include "descriptors.h"
#include "pidfd.h"
#include "sock_diag.h"
#include "sockstat.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/inet_diag.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#define BIT(protocol) (UINT32_C(1) << (protocol))

#define BORROWS_NONE (-1)

/* So many sockets are looked up sooner than any table of TCP is dumped; of more it depends on what else there is in it. */
#define ALWAYS_FEW 64

/* Looking one up takes as long as a dump takes for so many; measured. */
#define LOOKUP_COST 8

/* So many UNIX sockets are looked up, each with its peer; the kernel goes through all for each. */
#define FEW_UNIX 4

/* Where a socket is. */
enum place {
    PLACE_FOUND,     /* in the query's table now */
    PLACE_DUMPED,    /* in a table that is dumped: UDP, UNIX, and listeners that share their port */
    PLACE_NOWHERE,   /* in none, or not wanted, or closed by now */
    PLACE_ELSEWHERE, /* in one that can't be told by its descriptor */
};

/* What a descriptor tells of its socket. */
struct facts {
    int family;
    int protocol;
    struct inet_diag_sockid ends; /* of TCP and UDP */
};

struct lookup {
    struct query *query;
    const struct process *process;
    int pidfd; /* whose descriptors are borrowed, or BORROWS_NONE */
    struct netlink netlink;
    uint32_t wanted;   /* protocols: bits 1 << enum sockscope_protocol */
    uint32_t dumps;    /* those whose tables are dumped */
    uint32_t listeners; /* those whose listeners are dumped */
    enum place *places; /* of the query's held sockets */
    size_t unix_count;
};

static bool may_ask(const struct query *query, const struct process *process)
{
    if (!process->own_pid || (query->allowed_ways & TABLES_BY_SOCK_DIAG) == 0)
        return false;
    return process->pid == getpid() || query->may_borrow;
}

/* Whether looking all up is faster than a dump. */
static bool are_few(const struct query *query)
{
    const struct netns own = {.inode = query->procfs->netns, .pid = NETNS_OWN, .file = -1};
    struct sockstat sockstat;
    if (query->held_count <= ALWAYS_FEW)
        return true;
    return sockstat_read(query->procfs, &own, &sockstat) &&
           query->held_count < (sockstat.listed[SOCKSCOPE_TCP4] + sockstat.listed[SOCKSCOPE_TCP6]) / LOOKUP_COST;
}

/* Older glibc exports no fstat. */
static bool is_of(int fd, uint64_t inode)
{
    struct stat status;
    return fstatat(fd, "", &status, AT_EMPTY_PATH) == 0 && status.st_ino == inode;
}

static bool read_number(int fd, int level, int option, int *number)
{
    socklen_t size = sizeof *number;
    return getsockopt(fd, level, option, number, &size) == 0 && size == sizeof *number;
}

static bool put_end(const struct sockaddr_storage *end, uint32_t *address, uint16_t *port)
{
    if (end->ss_family == AF_INET) {
        const struct sockaddr_in *inet4 = (const struct sockaddr_in *)(const void *)end;
        memcpy(address, &inet4->sin_addr, sizeof inet4->sin_addr);
        *port = inet4->sin_port;
    } else if (end->ss_family == AF_INET6) {
        const struct sockaddr_in6 *inet6 = (const struct sockaddr_in6 *)(const void *)end;
        memcpy(address, &inet6->sin6_addr, sizeof inet6->sin6_addr);
        *port = inet6->sin6_port;
    }
    return end->ss_family == AF_INET || end->ss_family == AF_INET6;
}

/*
 * Unlike getpeername, SO_PEERNAME tells also with whom a connection is being opened; but it wants to be given no more room
 * than the address takes. Returns false if not all can be told.
 */
static bool read_facts(int fd, struct facts *facts)
{
    struct sockaddr_storage end = {0};
    socklen_t size = sizeof end;
    *facts = (struct facts){.ends = {.idiag_cookie = {INET_DIAG_NOCOOKIE, INET_DIAG_NOCOOKIE}}};
    if (getsockname(fd, (struct sockaddr *)&end, &size) != 0)
        return false;
    facts->family = end.ss_family;
    if (!put_end(&end, facts->ends.idiag_src, &facts->ends.idiag_sport))
        return true;
    if (!read_number(fd, SOL_SOCKET, SO_PROTOCOL, &facts->protocol))
        return false;
    size = facts->family == AF_INET ? sizeof(struct sockaddr_in) : sizeof(struct sockaddr_in6);
    if (getsockopt(fd, SOL_SOCKET, SO_PEERNAME, &end, &size) != 0)
        return errno == ENOTCONN;
    return put_end(&end, facts->ends.idiag_dst, &facts->ends.idiag_dport);
}

static bool has_wanted_ports(const struct sockscope_request *request, const struct inet_diag_sockid *ends)
{
    return (request->local_port == 0 || request->local_port == ntohs(ends->idiag_sport)) &&
           (request->remote_port == 0 || request->remote_port == ntohs(ends->idiag_dport));
}

static bool is_inet(const struct facts *facts, int protocol)
{
    return (facts->family == AF_INET || facts->family == AF_INET6) && facts->protocol == protocol;
}

static bool find(struct lookup *lookup, const struct facts *facts, uint64_t inode)
{
    struct query *query = lookup->query;
    return inet_diag_find(&lookup->netlink, (uint8_t)facts->family, &facts->ends, inode, &query->table, query->error);
}

/* The device that a socket is bound to must be told to find it; few are. */
static bool find_of_device(struct lookup *lookup, int fd, const struct facts *facts, uint64_t inode)
{
#ifdef SO_BINDTOIFINDEX /* Linux 5.1 */
    struct facts bound = *facts;
    int device;
    if (!read_number(fd, SOL_SOCKET, SO_BINDTOIFINDEX, &device) || device == 0)
        return false;
    bound.ends.idiag_if = (uint32_t)device;
    return find(lookup, &bound, inode);
#else
    (void)lookup, (void)fd, (void)facts, (void)inode;
    return false;
#endif
}

static bool is_wanted(const struct lookup *lookup, const struct facts *facts, enum sockscope_protocol protocol4,
                      enum sockscope_protocol *protocol)
{
    *protocol = (enum sockscope_protocol)(facts->family == AF_INET ? protocol4 : protocol4 + 1);
    return (lookup->wanted & BIT(*protocol)) != 0 && has_wanted_ports(lookup->query->request, &facts->ends);
}

static bool find_tcp(struct lookup *lookup, int fd, const struct facts *facts, uint64_t inode)
{
    enum sockscope_protocol protocol;
    return is_wanted(lookup, facts, SOCKSCOPE_TCP4, &protocol) && facts->ends.idiag_sport != 0 &&
           (find(lookup, facts, inode) || find_of_device(lookup, fd, facts, inode));
}

/* One that was not found. */
static enum place locate_tcp(struct lookup *lookup, int fd, const struct facts *facts, uint64_t inode)
{
    enum sockscope_protocol protocol;
    struct tcp_info information;
    socklen_t size = sizeof information.tcpi_state;
    if (!is_wanted(lookup, facts, SOCKSCOPE_TCP4, &protocol))
        return PLACE_NOWHERE;
    if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &information, &size) != 0 || !is_of(fd, inode))
        return PLACE_ELSEWHERE;
    switch (information.tcpi_state) {
    case TCP_CLOSE: /* if it is bound it may be in a table that is only asked for unbound sockets */
        return lookup->query->request->unbound && facts->ends.idiag_sport != 0 ? PLACE_ELSEWHERE : PLACE_NOWHERE;
    case TCP_LISTEN: /* of those that share a port the kernel finds any */
        lookup->listeners |= BIT(protocol);
        return PLACE_DUMPED;
    default:
        return PLACE_ELSEWHERE;
    }
}

static enum place locate_udp(struct lookup *lookup, const struct facts *facts)
{
    enum sockscope_protocol protocol;
    if (!is_wanted(lookup, facts, SOCKSCOPE_UDP4, &protocol) || facts->ends.idiag_sport == 0)
        return PLACE_NOWHERE;
    lookup->dumps |= BIT(protocol);
    return PLACE_DUMPED;
}

static enum place locate_unix(struct lookup *lookup, uint64_t inode)
{
    if ((lookup->wanted & BIT(SOCKSCOPE_UNIX)) == 0)
        return PLACE_NOWHERE;
    lookup->unix_count++;
    if (lookup->unix_count <= FEW_UNIX &&
        unix_diag_find(&lookup->netlink, inode, &lookup->query->table, lookup->query->error))
        return PLACE_FOUND;
    lookup->dumps |= BIT(SOCKSCOPE_UNIX);
    return PLACE_DUMPED;
}

/* A socket that was found to be closed by now, or is of no kind that is wanted, is in no table. */
static enum place locate_unknown(const struct lookup *lookup, const struct held_socket *held)
{
    enum sockscope_protocol protocol;
    int failure = descriptors_read_protocol(lookup->process, held->fd, held->inode, &protocol);
    if (failure == 0)
        return (lookup->wanted & BIT(protocol)) != 0 ? PLACE_ELSEWHERE : PLACE_NOWHERE;
    return descriptors_is_gone(failure) ? PLACE_NOWHERE : PLACE_ELSEWHERE;
}

/*
 * The descriptor may be of another table of descriptors than this thread's, or be closed and opened anew meanwhile: then it
 * is not of that inode.
 */
static enum place locate_by(struct lookup *lookup, int fd, const struct held_socket *held)
{
    struct facts facts;
    bool told = read_facts(fd, &facts);
    if (told && is_inet(&facts, IPPROTO_TCP) && find_tcp(lookup, fd, &facts, held->inode))
        return PLACE_FOUND;
    if (!told || !is_of(fd, held->inode))
        return locate_unknown(lookup, held);
    if (is_inet(&facts, IPPROTO_TCP))
        return locate_tcp(lookup, fd, &facts, held->inode);
    if (is_inet(&facts, IPPROTO_UDP))
        return locate_udp(lookup, &facts);
    if (facts.family == AF_UNIX)
        return locate_unix(lookup, held->inode);
    return locate_unknown(lookup, held); /* MPTCP, whose subflows have the ends, and what is not listed */
}

static enum place locate(struct lookup *lookup, const struct held_socket *held)
{
    int fd;
    if (lookup->pidfd == BORROWS_NONE)
        return locate_by(lookup, held->fd, held);
    if (pidfd_borrow(lookup->pidfd, held->fd, &fd) != 0)
        return locate_unknown(lookup, held);
    lookup->query->borrowed = true;
    enum place place = locate_by(lookup, fd, held);
    close(fd);
    return place;
}

/* Returns false as soon as there is one that the tables are needed for. */
static bool locate_all(struct lookup *lookup)
{
    struct query *query = lookup->query;
    for (size_t i = 0; i < query->held_count; i++) {
        lookup->places[i] = locate(lookup, &query->held[i]);
        if (lookup->places[i] == PLACE_ELSEWHERE)
            return false;
    }
    for (size_t i = 0; i < query->table.count; i++)
        query->table.entries[i].netns = (uint32_t)query->procfs->netns;
    if (query->table.count > 0)
        query->ways |= TABLES_BY_SOCK_DIAG;
    return true;
}

/* Reads tables of this namespace that are small, or a small part of one. */
static enum sockscope_result dump(struct query *query, uint32_t protocols, uint32_t statuses)
{
    const struct netns own = {.inode = query->procfs->netns, .pid = NETNS_OWN, .file = -1};
    struct sockscope_request part = *query->request;
    if (protocols == 0)
        return SOCKSCOPE_OK;
    part.protocols = protocols;
    part.statuses = statuses;
    part.unbound = false;
    struct tables_request request = {.request = &part, .procfs = query->procfs, .ways = query->allowed_ways};
    return tables_read(&request, &own, &query->table, &query->ways, query->error);
}

/* Whether all that should be in the tables that were dumped is there. */
static bool are_all_there(const struct lookup *lookup)
{
    const struct query *query = lookup->query;
    for (size_t i = 0; i < query->held_count; i++) {
        if (lookup->places[i] == PLACE_DUMPED && socket_table_find(&query->table, query->held[i].inode) == NULL &&
            locate_unknown(lookup, &query->held[i]) != PLACE_NOWHERE)
            return false;
    }
    return true;
}

static enum sockscope_result look_up(struct lookup *lookup, bool *complete)
{
    struct query *query = lookup->query;
    if (!locate_all(lookup))
        return SOCKSCOPE_OK;
    enum sockscope_result result = dump(query, lookup->listeners, BIT(SOCKSCOPE_LISTEN));
    if (result == SOCKSCOPE_OK)
        result = dump(query, lookup->dumps, 0);
    if (result != SOCKSCOPE_OK)
        return result;
    int failure = socket_table_index(&query->table);
    *complete = failure == 0 && are_all_there(lookup);
    return failure == 0 ? SOCKSCOPE_OK : sockscope_fail_sink(query->error, failure);
}

static bool open_pidfd(struct lookup *lookup)
{
    lookup->pidfd = BORROWS_NONE;
    return lookup->process->pid == getpid() || pidfd_open_process(lookup->process->pid, &lookup->pidfd) == 0;
}

enum sockscope_result descriptor_lookup(struct query *query, const struct process *process, bool *complete)
{
    struct lookup lookup = {.query = query, .process = process, .wanted = tables_wanted_protocols(query->request)};
    enum sockscope_result result = SOCKSCOPE_OK;
    *complete = false;
    if (!may_ask(query, process) || !are_few(query) || !open_pidfd(&lookup))
        return SOCKSCOPE_OK;
    lookup.places = calloc(query->held_count, sizeof *lookup.places);
    if (lookup.places == NULL)
        result = sockscope_fail_sink(query->error, ENOMEM);
    else if (netlink_open(&lookup.netlink, query->error) == SOCKSCOPE_OK) {
        result = look_up(&lookup, complete);
        netlink_close(&lookup.netlink);
    }
    free(lookup.places);
    if (lookup.pidfd != BORROWS_NONE)
        close(lookup.pidfd);
    if (!*complete) {
        socket_table_free(&query->table);
        query->ways = 0;
    }
    return result;
}
