// SPDX-License-Identifier: Apache-2.0
#include "held.h"

#include "answer.h"
#include "sockets.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/stat.h>

enum { MAX_REQUESTS = 16 };

struct request {
    int fd;
    union address remote;
    socklen_t length;
};

static struct request requests[MAX_REQUESTS];
static int request_count;

bool remember_request(int fd, const union address *remote, socklen_t length)
{
    if (request_count == MAX_REQUESTS) {
        return failed_with("fill_queue", EAGAIN);
    }
    requests[request_count++] = (struct request){.fd = fd, .remote = *remote, .length = length};
    return true;
}

static void requested_address(int fd, union address *address, socklen_t *length)
{
    for (int i = 0; i < request_count; i++) {
        if (requests[i].fd == fd) {
            *address = requests[i].remote;
            *length = requests[i].length;
        }
    }
}

static const char *family_name(int family)
{
    switch (family) {
    case AF_INET:
        return "AF_INET";
    case AF_INET6:
        return "AF_INET6";
    case AF_UNIX:
        return "AF_UNIX";
    default:
        return "OTHER";
    }
}

static const char *type_name(int type)
{
    switch (type) {
    case SOCK_STREAM:
        return "SOCK_STREAM";
    case SOCK_DGRAM:
        return "SOCK_DGRAM";
    case SOCK_SEQPACKET:
        return "SOCK_SEQPACKET";
    default:
        return "OTHER";
    }
}

static const char *state_name(unsigned state)
{
    switch (state) {
    case TCP_ESTABLISHED:
        return "ESTABLISHED";
    case TCP_SYN_SENT:
        return "SYN_SENT";
    case TCP_SYN_RECV:
        return "SYN_RECV";
    case TCP_FIN_WAIT1:
        return "FIN_WAIT1";
    case TCP_FIN_WAIT2:
        return "FIN_WAIT2";
    case TCP_TIME_WAIT:
        return "TIME_WAIT";
    case TCP_CLOSE:
        return "CLOSE";
    case TCP_CLOSE_WAIT:
        return "CLOSE_WAIT";
    case TCP_LAST_ACK:
        return "LAST_ACK";
    case TCP_LISTEN:
        return "LISTEN";
    case TCP_CLOSING:
        return "CLOSING";
    default:
        return "UNKNOWN";
    }
}

static bool option(int fd, int name, const char *call, int *value)
{
    socklen_t length = sizeof *value;
    return getsockopt(fd, SOL_SOCKET, name, value, &length) == 0 || failed(call);
}

bool put_socket_as(FILE *out, int fd, int shown)
{
    int family;
    int type;
    int protocol;
    unsigned state = TCP_CLOSE;
    union address local;
    union address remote;
    socklen_t local_length;
    socklen_t remote_length;
    struct stat status;
    if (!option(fd, SO_DOMAIN, "getsockopt(SO_DOMAIN)", &family) ||
        !option(fd, SO_TYPE, "getsockopt(SO_TYPE)", &type) ||
        !option(fd, SO_PROTOCOL, "getsockopt(SO_PROTOCOL)", &protocol) || !local_address(fd, &local, &local_length) ||
        !remote_address(fd, &remote, &remote_length)) {
        return false;
    }
    bool tcp = family != AF_UNIX && protocol == IPPROTO_TCP;
    if (tcp && !tcp_state(fd, &state)) {
        return false;
    }
    if (fstat(fd, &status) != 0) {
        return failed("fstat");
    }
    if (tcp && state == TCP_SYN_SENT) {
        requested_address(fd, &remote, &remote_length);
    }
    fprintf(out, " %d,%s,%s,%s,%ju,", shown, family_name(family), type_name(type), tcp ? state_name(state) : "NONE",
            (uintmax_t)status.st_ino);
    put_address(out, &local, local_length);
    fputc(',', out);
    put_address(out, &remote, remote_length);
    return true;
}

bool put_socket(FILE *out, int fd)
{
    return put_socket_as(out, fd, fd);
}

bool put_sockets(FILE *out, const int *fds, int count)
{
    for (int i = 0; i < count; i++) {
        if (!put_socket(out, fds[i])) {
            return false;
        }
    }
    return true;
}

void put_ownerless(FILE *out, unsigned state, const union address *local, const union address *remote)
{
    fprintf(out, " -1,%s,SOCK_STREAM,%s,0,", family_name(local->any.sa_family), state_name(state));
    put_address(out, local, sizeof *local);
    fputc(',', out);
    put_address(out, remote, sizeof *remote);
}

bool put_held(FILE *out, const char *argument)
{
    (void)argument;
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) {
        return failed("getrlimit");
    }
    for (int fd = 0; (rlim_t)fd < limit.rlim_cur; fd++) {
        struct stat status;
        if (fstat(fd, &status) == 0 && S_ISSOCK(status.st_mode) && !put_socket(out, fd)) {
            return false;
        }
    }
    return true;
}
