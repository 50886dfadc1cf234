// SPDX-License-Identifier: Apache-2.0
#include "openings.h"

#include "answer.h"
#include "in_flight.h"
#include "inet_sockets.h"
#include "ownerless.h"
#include "surroundings.h"
#include "unix_sockets.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* Sockets that are no TCP, UDP or UNIX ones, as far as there are such here and they are allowed. */
static bool open_other_kinds(FILE *out, int family)
{
    static const struct {
        int family;
        int type;
        int protocol;
    } kinds[] = {
        {AF_NETLINK, SOCK_RAW, 0},
        {AF_PACKET, SOCK_DGRAM, 0},
        {AF_INET, SOCK_RAW, IPPROTO_ICMP},
        {AF_INET6, SOCK_RAW, IPPROTO_ICMPV6},
        {AF_INET, SOCK_DGRAM, IPPROTO_UDPLITE},
        {AF_INET, SOCK_DGRAM, IPPROTO_ICMP},
        {AF_INET, SOCK_SEQPACKET, IPPROTO_SCTP},
        {AF_VSOCK, SOCK_STREAM, 0},
        {AF_ALG, SOCK_SEQPACKET, 0},
    };
    (void)out;
    (void)family;
    bool any = false;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        any = socket(kinds[i].family, kinds[i].type | SOCK_CLOEXEC, kinds[i].protocol) >= 0 || any;
    }
    return any || failed("socket");
}

static const struct opening {
    const char *name;
    bool (*open)(FILE *out, int family);
    int family;
} openings[] = {
    {"TCP4_LISTENER", open_tcp_listener, AF_INET},
    {"TCP6_LISTENER", open_tcp_listener, AF_INET6},
    {"TCP4_WILDCARD_LISTENER", open_wildcard_listener, AF_INET},
    {"TCP6_WILDCARD_LISTENER", open_wildcard_listener, AF_INET6},
    {"TCP4_TWO_LISTENERS", open_two_listeners, AF_INET},
    {"TCP4_CONNECTION", open_tcp_connection, AF_INET},
    {"TCP6_CONNECTION", open_tcp_connection, AF_INET6},
    {"TCP_MAPPED_CONNECTION", open_mapped_connection, AF_INET6},
    {"TCP4_HALF_CLOSED", open_half_closed, AF_INET},
    {"TCP4_TIME_WAIT", open_time_wait, AF_INET},
    {"TCP4_FULL_QUEUE", open_full_queue, AF_INET},
    {"TCP4_BOUND", open_tcp_bound, AF_INET},
    {"TCP6_BOUND", open_tcp_bound, AF_INET6},
    {"TCP4_UNBOUND", open_tcp_unbound, AF_INET},
    {"TCP6_UNBOUND", open_tcp_unbound, AF_INET6},
    {"UDP4_BOUND", open_udp_bound, AF_INET},
    {"UDP6_BOUND", open_udp_bound, AF_INET6},
    {"UDP4_CONNECTED", open_udp_connected, AF_INET},
    {"UDP6_CONNECTED", open_udp_connected, AF_INET6},
    {"UDP4_UNBOUND", open_dgram, AF_INET},
    {"UDP6_UNBOUND", open_dgram, AF_INET6},
    {"UNIX_STREAM_LISTENER", open_unix_stream_listener, AF_UNIX},
    {"UNIX_SEQPACKET_LISTENER", open_unix_seqpacket_listener, AF_UNIX},
    {"UNIX_DGRAM_BOUND", open_unix_dgram_bound, AF_UNIX},
    {"UNIX_ABSTRACT_LISTENER", open_unix_abstract_listener, AF_UNIX},
    {"UNIX_STREAM_CONNECTION", open_unix_connection, AF_UNIX},
    {"UNIX_DGRAM_UNNAMED", open_dgram, AF_UNIX},
    {"UNIX_STREAM_PAIR", open_unix_pair, AF_UNIX},
    {"OTHER_KINDS", open_other_kinds, AF_UNSPEC},
    {"TCP4_REQUEST", open_request, AF_INET},
    {"TCP4_ORPHAN_FIN_WAIT1", open_orphan_with_data, AF_INET},
    {"TCP4_ORPHAN_FIN_WAIT2", open_orphan_without_data, AF_INET},
    {"TCP4_IN_FLIGHT", open_in_flight, AF_INET},
    {"UNIX_IN_FLIGHT", open_in_flight, AF_UNIX},
    {"UNIX_UNREAD", open_unix_unread, AF_UNIX},
    {"UNIX_UNACCEPTED", open_unix_unaccepted, AF_UNIX},
};

bool open_named(FILE *out, const char *name)
{
    for (size_t i = 0; i < sizeof openings / sizeof openings[0]; i++) {
        if (strcmp(openings[i].name, name) == 0) {
            return openings[i].open(out, openings[i].family);
        }
    }
    return failed_with("open", EINVAL);
}

bool open_many(FILE *out, const char *argument)
{
    (void)out;
    char *rest;
    long count = strtol(argument, &rest, 10);
    if (*rest != ' ') {
        return failed_with("many", EINVAL);
    }
    FILE *nowhere = fopen("/dev/null", "we");
    bool done = nowhere != NULL ? raise_limit() : failed("fopen");
    for (long i = 0; i < count && done; i++) {
        done = open_named(nowhere, rest + 1);
    }
    int error = errno;
    if (nowhere != NULL) {
        fclose(nowhere);
    }
    errno = error;
    return done;
}
