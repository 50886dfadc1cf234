// SPDX-License-Identifier: Apache-2.0
/*
 * The two hot loops that read what the kernel tells of sockets, on input that is always the same: to have the instructions
 * counted that they take.
 *
 * usage: instructions netlink|text
 */
#include "proc_net_line.h"
#include "sock_diag.h"

#include <arpa/inet.h>
#include <linux/inet_diag.h>
#include <linux/sock_diag.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define SOCKETS 20000
#define DATAGRAM ((size_t)32 * 1024)

static unsigned sent;   /* sockets that were told of */
static uint32_t asked;  /* the number of the request */

static void must(bool condition)
{
    if (!condition)
        abort();
}

int socket(int family, int type, int protocol)
{
    (void)family;
    (void)type;
    (void)protocol;
    return dup(STDERR_FILENO);
}

int bind(int fd, const struct sockaddr *address, socklen_t size)
{
    (void)fd;
    (void)address;
    (void)size;
    return 0;
}

int getsockname(int fd, struct sockaddr *restrict address, socklen_t *restrict size)
{
    struct sockaddr_nl own = {.nl_family = AF_NETLINK};
    (void)fd;
    memcpy(address, &own, sizeof own);
    *size = sizeof own;
    return 0;
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
    struct nlmsghdr header;
    (void)fd;
    (void)flags;
    memcpy(&header, message->msg_iov[0].iov_base, sizeof header);
    asked = header.nlmsg_seq;
    return (ssize_t)header.nlmsg_len;
}

static size_t put(uint8_t *at, uint16_t type, const void *payload, size_t size)
{
    struct nlmsghdr header = {.nlmsg_len = (uint32_t)NLMSG_LENGTH(size), .nlmsg_type = type, .nlmsg_seq = asked};
    memcpy(at, &header, sizeof header);
    memcpy(at + NLMSG_HDRLEN, payload, size);
    return NLMSG_SPACE(size);
}

ssize_t recvmsg(int fd, struct msghdr *message, int flags)
{
    static _Alignas(struct nlmsghdr) uint8_t datagram[DATAGRAM];
    struct sockaddr_nl kernel = {.nl_family = AF_NETLINK};
    size_t size = 0;
    (void)fd;
    (void)flags;
    for (; sent < SOCKETS && size + 256 < sizeof datagram; sent++) {
        struct inet_diag_msg diag = {
            .idiag_family = AF_INET,
            .idiag_state = 1,
            .id = {.idiag_sport = htons(80), .idiag_dport = htons((uint16_t)sent), .idiag_cookie = {sent, 0}},
            .idiag_inode = 1000 + sent,
        };
        size += put(datagram + size, SOCK_DIAG_BY_FAMILY, &diag, sizeof diag);
    }
    if (size == 0)
        size = put(datagram, NLMSG_DONE, &(int){0}, sizeof(int));
    memcpy(message->msg_iov[0].iov_base, datagram, size);
    memcpy(message->msg_name, &kernel, sizeof kernel);
    message->msg_namelen = sizeof kernel;
    message->msg_flags = 0;
    return (ssize_t)size;
}

static void read_netlink(struct socket_table *table)
{
    struct sockscope_request request = {.pid = SOCKSCOPE_EVERY_PROCESS, .protocols = UINT32_MAX};
    struct sockscope_error error;
    struct netlink netlink;
    must(netlink_open(&netlink, &error) == SOCKSCOPE_OK);
    must(sock_diag_read(&netlink, UINT32_C(1) << SOCKSCOPE_TCP4, &request, table, &error) == SOCKSCOPE_OK);
    netlink_close(&netlink);
}

/* A line for IPv4, and one for IPv6. */
static void read_text(struct socket_table *table)
{
    static const char line4[] =
        "  12: 0100007F:1F90 0200007F:C350 01 00000000:00000010 00:00000000 00000000  1000        0 "
        "4711 1 0000000000000000 20 4 30 10 -1";
    static const char line6[] = "   3: 0000000000000000FFFF00000100007F:01BB 0000000000000000FFFF00000200007F:C351 06 "
                                "00000000:00000000 03:00000F9A 00000000     0        0 0 3 0000000000000000";
    for (unsigned i = 0; i < SOCKETS; i++) {
        struct socket_entry entry;
        bool six = i % 5 == 0;
        must(proc_net_parse_inet(six ? line6 : line4, six ? SOCKSCOPE_TCP6 : SOCKSCOPE_TCP4, false, &entry));
        must(socket_table_add(table, &entry, NULL, 0) == 0);
    }
}

int main(int argc, char **argv)
{
    struct socket_table table;
    if (argc != 2) {
        fputs("usage: instructions netlink|text\n", stderr);
        return 2;
    }
    socket_table_init(&table);
    if (strcmp(argv[1], "netlink") == 0)
        read_netlink(&table);
    else
        read_text(&table);
    must(table.count == SOCKETS);
    socket_table_free(&table);
    return 0;
}
