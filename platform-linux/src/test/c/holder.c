// SPDX-License-Identifier: Apache-2.0
/*
 * A process that opens sockets when told to, for the tests.
 *
 * It reads commands from standard input, a line each, and answers each with one line: "ok" and what the command
 * tells, or "error CALL ERRNO TEXT". The only argument is a directory for the paths of UNIX sockets. It ends, with all
 * that it started, when its input ends.
 *
 *   inet6          nothing; an error if there is no IPv6
 *   open OPENING   the sockets that were opened
 *   many COUNT OPENING   nothing; as often as that
 *   name HEX       a UNIX datagram socket with those bytes as its name, a path or abstract
 *   receive FD     the socket that was in flight to that UNIX socket
 *   deep           nothing; a file is held whose path is longer than the kernel can show
 *   held           the sockets that this process holds
 *   dup FD         the socket under its new number
 *   close FD       nothing
 *   fork           NUMBER PID of a child that shares all sockets and takes the same commands
 *   to NUMBER ...  what the child answers to the rest of the line
 *   end NUMBER     nothing; the child is killed and waited for
 *   zombie NUMBER  nothing; the child is killed, and not waited for
 *   netns          INODE of the new network namespace that this process goes on in, with its loopback interface up
 *   userns         the same, in a new user namespace
 *   user ID        nothing; this process becomes that user's, and group's
 *   protect        nothing; other processes of its user may not look into this one any more
 *   thread OPENING the sockets that were opened by a thread with a table of descriptors of its own, which stays
 *   leave          nothing; the first thread exits, and another takes the commands
 *   churn          nothing; from now on a thread opens, shares and closes sockets
 *
 * A socket is FD,FAMILY,TYPE,STATE,INODE,LOCAL,REMOTE as its holder sees it (getsockname, getpeername, TCP_INFO,
 * fstat): FD is -1 if nobody holds it, an address is HEX:PORT for AF_INET*, the name in hex for AF_UNIX, "-" if there
 * is none.
 */
#define _GNU_SOURCE

#include "surroundings.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MAX_CHILDREN = 256, MAX_REQUESTS = 16, WAIT_MS = 5000 };

union address {
    struct sockaddr any;
    struct sockaddr_in inet;
    struct sockaddr_in6 inet6;
    struct sockaddr_un local;
    struct sockaddr_storage room;
};

struct child {
    pid_t pid;
    FILE *commands;
    FILE *answers;
};

/* getpeername does not tell the remote end of a connection request. */
struct request {
    int fd;
    union address remote;
    socklen_t length;
};

static struct request requests[MAX_REQUESTS];
static int request_count;
static struct child children[MAX_CHILDREN];
static int child_count;
static const char *directory;
static unsigned name_count;
static const char *failed_call = "";

static bool failed(const char *call)
{
    failed_call = call;
    return false;
}

static bool failed_with(const char *call, int error)
{
    errno = error;
    return failed(call);
}

/* ---- telling of a socket ---- */

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

static void put_hex(FILE *out, const void *bytes, size_t length)
{
    const unsigned char *byte = bytes;
    for (size_t i = 0; i < length; i++) {
        fprintf(out, "%02x", byte[i]);
    }
}

static void put_address(FILE *out, const union address *address, socklen_t length)
{
    size_t head = offsetof(struct sockaddr_un, sun_path);
    if (length == 0) {
        fputc('-', out);
    } else if (address->any.sa_family == AF_INET) {
        put_hex(out, &address->inet.sin_addr, sizeof address->inet.sin_addr);
        fprintf(out, ":%u", ntohs(address->inet.sin_port));
    } else if (address->any.sa_family == AF_INET6) {
        put_hex(out, &address->inet6.sin6_addr, sizeof address->inet6.sin6_addr);
        fprintf(out, ":%u", ntohs(address->inet6.sin6_port));
    } else if (length <= head) {
        fputc('-', out);
    } else if (address->local.sun_path[0] == '\0') {
        put_hex(out, address->local.sun_path, length - head);
    } else {
        put_hex(out, address->local.sun_path, strnlen(address->local.sun_path, length - head));
    }
}

static bool local_address(int fd, union address *address, socklen_t *length)
{
    *length = sizeof *address;
    return getsockname(fd, &address->any, length) == 0 || failed("getsockname");
}

static bool remote_address(int fd, union address *address, socklen_t *length)
{
    *length = sizeof *address;
    if (getpeername(fd, &address->any, length) == 0) {
        return true;
    }
    *length = 0;
    return errno == ENOTCONN || failed("getpeername");
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

static bool option(int fd, int name, const char *call, int *value)
{
    socklen_t length = sizeof *value;
    return getsockopt(fd, SOL_SOCKET, name, value, &length) == 0 || failed(call);
}

static bool tcp_state(int fd, unsigned *state)
{
    struct tcp_info info;
    socklen_t length = sizeof info;
    if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &length) != 0) {
        return failed("getsockopt(TCP_INFO)");
    }
    *state = info.tcpi_state;
    return true;
}

static bool put_socket_as(FILE *out, int fd, int shown)
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

static bool put_socket(FILE *out, int fd)
{
    return put_socket_as(out, fd, fd);
}

static bool put_sockets(FILE *out, const int *fds, int count)
{
    for (int i = 0; i < count; i++) {
        if (!put_socket(out, fds[i])) {
            return false;
        }
    }
    return true;
}

static void put_ownerless(FILE *out, unsigned state, const union address *local, const union address *remote)
{
    fprintf(out, " -1,%s,SOCK_STREAM,%s,0,", family_name(local->any.sa_family), state_name(state));
    put_address(out, local, sizeof *local);
    fputc(',', out);
    put_address(out, remote, sizeof *remote);
}

/* ---- opening sockets; what a failed opening leaves open goes with the process ---- */

static bool open_socket(int family, int type, int *fd)
{
    *fd = socket(family, type | SOCK_CLOEXEC, 0);
    return *fd >= 0 || failed("socket");
}

static socklen_t loopback(int family, union address *address)
{
    memset(address, 0, sizeof *address);
    address->any.sa_family = (sa_family_t)family;
    if (family == AF_INET) {
        address->inet.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return sizeof address->inet;
    }
    address->inet6.sin6_addr = in6addr_loopback;
    return sizeof address->inet6;
}

static bool bind_to(int fd, const union address *address, socklen_t length)
{
    return bind(fd, &address->any, length) == 0 || failed("bind");
}

static bool open_bound(int family, int type, int *fd)
{
    union address address;
    socklen_t length = loopback(family, &address);
    return open_socket(family, type, fd) && bind_to(*fd, &address, length);
}

static bool listen_on(int fd, int backlog)
{
    return listen(fd, backlog) == 0 || failed("listen");
}

static bool open_listener(int family, int *fd)
{
    return open_bound(family, SOCK_STREAM, fd) && listen_on(*fd, SOMAXCONN);
}

static bool connect_to(int fd, const union address *address, socklen_t length)
{
    return connect(fd, &address->any, length) == 0 || failed("connect");
}

static bool accept_from(int listener, int *fd)
{
    *fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    return *fd >= 0 || failed("accept4");
}

/* Fills listener, client, accepted. */
static bool open_connection(int family, int fds[3])
{
    union address address;
    socklen_t length;
    return open_listener(family, &fds[0]) && local_address(fds[0], &address, &length) &&
           open_socket(family, SOCK_STREAM, &fds[1]) && connect_to(fds[1], &address, length) &&
           accept_from(fds[0], &fds[2]);
}

static bool await_input(int fd)
{
    struct pollfd wanted = {.fd = fd, .events = POLLIN};
    int ready = poll(&wanted, 1, WAIT_MS);
    return ready == 1 || failed_with("poll", ready == 0 ? ETIMEDOUT : errno);
}

static bool await_state(int fd, unsigned wanted)
{
    unsigned state = 0;
    for (int waited = 0; waited < WAIT_MS; waited++) {
        if (!tcp_state(fd, &state)) {
            return false;
        }
        if (state == wanted) {
            return true;
        }
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    return failed_with("await_state", ETIMEDOUT);
}

static bool shut_down(int fd)
{
    return shutdown(fd, SHUT_WR) == 0 || failed("shutdown");
}

static bool close_one(int fd)
{
    return close(fd) == 0 || failed("close");
}

static bool open_wildcard_listener(FILE *out, int family)
{
    int fd;
    int on = 1;
    union address address;
    memset(&address, 0, sizeof address);
    address.any.sa_family = (sa_family_t)family;
    if (!open_socket(family, SOCK_STREAM, &fd)) {
        return false;
    }
    if (family == AF_INET6 && setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on) != 0) {
        return failed("setsockopt(IPV6_V6ONLY)");
    }
    socklen_t length = family == AF_INET6 ? sizeof address.inet6 : sizeof address.inet;
    return bind_to(fd, &address, length) && listen_on(fd, SOMAXCONN) && put_socket(out, fd);
}

static bool open_two_listeners(FILE *out, int family)
{
    int fds[2];
    int on = 1;
    union address address;
    socklen_t length = loopback(family, &address);
    for (int i = 0; i < 2; i++) {
        if (!open_socket(family, SOCK_STREAM, &fds[i])) {
            return false;
        }
        if (setsockopt(fds[i], SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) != 0) {
            return failed("setsockopt(SO_REUSEPORT)");
        }
        if (!bind_to(fds[i], &address, length) || !local_address(fds[i], &address, &length) ||
            !listen_on(fds[i], SOMAXCONN)) {
            return false;
        }
    }
    return put_sockets(out, fds, 2);
}

static bool open_tcp_listener(FILE *out, int family)
{
    int fd;
    return open_listener(family, &fd) && put_socket(out, fd);
}

static bool open_tcp_connection(FILE *out, int family)
{
    int fds[3];
    return open_connection(family, fds) && put_sockets(out, fds, 3);
}

static bool open_mapped_connection(FILE *out, int family)
{
    int fds[3];
    int off = 0;
    union address address;
    socklen_t length = loopback(family, &address);
    if (inet_pton(AF_INET6, "::ffff:127.0.0.1", &address.inet6.sin6_addr) != 1) {
        return failed_with("inet_pton", EINVAL);
    }
    if (!open_socket(family, SOCK_STREAM, &fds[0])) {
        return false;
    }
    if (setsockopt(fds[0], IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off) != 0) {
        return failed("setsockopt(IPV6_V6ONLY)");
    }
    if (!bind_to(fds[0], &address, length) || !listen_on(fds[0], SOMAXCONN) ||
        !local_address(fds[0], &address, &length)) {
        return false;
    }
    in_port_t port = address.inet6.sin6_port;
    length = loopback(AF_INET, &address);
    address.inet.sin_port = port;
    return open_socket(AF_INET, SOCK_STREAM, &fds[1]) && connect_to(fds[1], &address, length) &&
           accept_from(fds[0], &fds[2]) && put_sockets(out, fds, 3);
}

static bool open_half_closed(FILE *out, int family)
{
    int fds[3];
    return open_connection(family, fds) && shut_down(fds[1]) && await_state(fds[1], TCP_FIN_WAIT2) &&
           await_state(fds[2], TCP_CLOSE_WAIT) && put_sockets(out, fds, 3);
}

static bool open_time_wait(FILE *out, int family)
{
    int fds[3];
    union address local;
    union address remote;
    socklen_t length;
    if (!open_connection(family, fds) || !local_address(fds[1], &local, &length) ||
        !remote_address(fds[1], &remote, &length)) {
        return false;
    }
    /* When the kernel goes on alone with a connection in TIME_WAIT, its socket is left closed. */
    if (!shut_down(fds[1]) || !await_input(fds[2]) || !close_one(fds[2]) || !await_state(fds[1], TCP_CLOSE) ||
        !close_one(fds[1]) || !put_socket(out, fds[0])) {
        return false;
    }
    put_ownerless(out, TCP_TIME_WAIT, &local, &remote);
    return true;
}

static bool open_full_queue(FILE *out, int family)
{
    int listener;
    int queued;
    int refused;
    union address local;
    union address remote;
    socklen_t local_length;
    socklen_t remote_length;
    if (request_count == MAX_REQUESTS) {
        return failed_with("fill_queue", EAGAIN);
    }
    if (!open_bound(family, SOCK_STREAM, &listener) || !listen_on(listener, 0) ||
        !local_address(listener, &local, &local_length) || !open_socket(family, SOCK_STREAM, &queued) ||
        !connect_to(queued, &local, local_length) || !await_input(listener) ||
        !local_address(queued, &remote, &remote_length) ||
        !open_socket(family, SOCK_STREAM | SOCK_NONBLOCK, &refused)) {
        return false;
    }
    if (connect(refused, &local.any, local_length) == 0) {
        return failed_with("fill_queue", EISCONN);
    }
    if (errno != EINPROGRESS) {
        return failed("connect");
    }
    requests[request_count++] = (struct request){.fd = refused, .remote = local, .length = local_length};
    if (!await_state(refused, TCP_SYN_SENT) || !put_socket(out, listener) || !put_socket(out, queued)) {
        return false;
    }
    put_ownerless(out, TCP_ESTABLISHED, &local, &remote);
    return put_socket(out, refused);
}

static bool open_tcp_bound(FILE *out, int family)
{
    int fd;
    return open_bound(family, SOCK_STREAM, &fd) && put_socket(out, fd);
}

static bool open_tcp_unbound(FILE *out, int family)
{
    int fd;
    return open_socket(family, SOCK_STREAM, &fd) && put_socket(out, fd);
}

static bool open_udp_bound(FILE *out, int family)
{
    int fd;
    return open_bound(family, SOCK_DGRAM, &fd) && put_socket(out, fd);
}

static bool open_udp_connected(FILE *out, int family)
{
    int fds[2];
    union address address;
    socklen_t length;
    return open_bound(family, SOCK_DGRAM, &fds[1]) && local_address(fds[1], &address, &length) &&
           open_bound(family, SOCK_DGRAM, &fds[0]) && connect_to(fds[0], &address, length) && put_sockets(out, fds, 2);
}

/* Also what a UNIX datagram socket without a name is. */
static bool open_dgram(FILE *out, int family)
{
    int fd;
    return open_socket(family, SOCK_DGRAM, &fd) && put_socket(out, fd);
}

/* Every path has a space and a byte that is no UTF-8 in it. */
static bool bind_to_path(int fd)
{
    union address address = {.local.sun_family = AF_UNIX};
    int length = snprintf(address.local.sun_path, sizeof address.local.sun_path, "%s/a socket\xff%d-%u", directory,
                          (int)getpid(), name_count++);
    if (length < 0 || (size_t)length >= sizeof address.local.sun_path) {
        return failed_with("snprintf", ENAMETOOLONG);
    }
    return bind_to(fd, &address, sizeof address.local);
}

static bool bind_to_abstract_name(int fd)
{
    union address address = {.local.sun_family = AF_UNIX};
    size_t room = sizeof address.local.sun_path - 1;
    int length = snprintf(address.local.sun_path + 1, room, "sockscope-test-%d-%u", (int)getpid(), name_count++);
    if (length < 0 || (size_t)length >= room) {
        return failed_with("snprintf", ENAMETOOLONG);
    }
    return bind_to(fd, &address, (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + (size_t)length));
}

static bool open_unix_listener(int type, int *fd)
{
    return open_socket(AF_UNIX, type, fd) && bind_to_path(*fd) && listen_on(*fd, SOMAXCONN);
}

static bool open_unix_stream_listener(FILE *out, int family)
{
    (void)family;
    int fd;
    return open_unix_listener(SOCK_STREAM, &fd) && put_socket(out, fd);
}

static bool open_unix_seqpacket_listener(FILE *out, int family)
{
    (void)family;
    int fd;
    return open_unix_listener(SOCK_SEQPACKET, &fd) && put_socket(out, fd);
}

static bool open_unix_dgram_bound(FILE *out, int family)
{
    int fd;
    return open_socket(family, SOCK_DGRAM, &fd) && bind_to_path(fd) && put_socket(out, fd);
}

static bool open_unix_abstract_listener(FILE *out, int family)
{
    int fd;
    return open_socket(family, SOCK_STREAM, &fd) && bind_to_abstract_name(fd) && listen_on(fd, SOMAXCONN) &&
           put_socket(out, fd);
}

static bool open_unix_connection(FILE *out, int family)
{
    int fds[3];
    union address address;
    socklen_t length;
    return open_unix_listener(SOCK_STREAM, &fds[0]) && local_address(fds[0], &address, &length) &&
           open_socket(family, SOCK_STREAM, &fds[1]) && connect_to(fds[1], &address, length) &&
           accept_from(fds[0], &fds[2]) && put_sockets(out, fds, 3);
}

static bool open_unix_pair(FILE *out, int family)
{
    int fds[2];
    if (socketpair(family, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) != 0) {
        return failed("socketpair");
    }
    return put_sockets(out, fds, 2);
}

/* ---- sockets that no process holds ---- */

static bool fill_send_queue(int fd)
{
    static const char bytes[4096];
    ssize_t sent;
    do {
        sent = send(fd, bytes, sizeof bytes, MSG_DONTWAIT);
    } while (sent > 0);
    return sent == 0 || errno == EAGAIN || failed("send");
}

static bool end_sending(int fd)
{
    return shut_down(fd) && await_state(fd, TCP_FIN_WAIT2);
}

/* A client that was closed with its remote end left open, after what it does before. */
static bool open_orphan(FILE *out, int family, bool (*before)(int fd), unsigned state)
{
    int fds[3];
    union address local;
    union address remote;
    socklen_t length;
    if (!open_connection(family, fds) || !local_address(fds[1], &local, &length) ||
        !remote_address(fds[1], &remote, &length) || !before(fds[1]) || !close_one(fds[1]) ||
        !put_socket(out, fds[0]) || !put_socket(out, fds[2])) {
        return false;
    }
    put_ownerless(out, state, &local, &remote);
    return true;
}

/* The remote end has no room for what was sent, so that the FIN behind it stays unsent. */
static bool open_orphan_with_data(FILE *out, int family)
{
    return open_orphan(out, family, fill_send_queue, TCP_FIN_WAIT1);
}

static bool open_orphan_without_data(FILE *out, int family)
{
    return open_orphan(out, family, end_sending, TCP_FIN_WAIT2);
}

/* A listener that wants data before it takes a connection leaves it a request until then. */
static bool open_request(FILE *out, int family)
{
    int fds[2];
    int seconds = 60;
    union address local;
    union address remote;
    socklen_t length;
    if (!open_listener(family, &fds[0])) {
        return false;
    }
    if (setsockopt(fds[0], IPPROTO_TCP, TCP_DEFER_ACCEPT, &seconds, sizeof seconds) != 0) {
        return failed("setsockopt(TCP_DEFER_ACCEPT)");
    }
    if (!local_address(fds[0], &local, &length) || !open_socket(family, SOCK_STREAM, &fds[1]) ||
        !connect_to(fds[1], &local, length) || !local_address(fds[1], &remote, &length) || !put_sockets(out, fds, 2)) {
        return false;
    }
    put_ownerless(out, TCP_SYN_RECV, &local, &remote);
    return true;
}

static bool open_unix_unaccepted(FILE *out, int family)
{
    int fds[2];
    union address address;
    socklen_t length;
    if (!open_socket(family, SOCK_STREAM, &fds[0]) || !bind_to_abstract_name(fds[0]) || !listen_on(fds[0], SOMAXCONN) ||
        !local_address(fds[0], &address, &length) || !open_socket(family, SOCK_STREAM, &fds[1]) ||
        !connect_to(fds[1], &address, length) || !put_sockets(out, fds, 2)) {
        return false;
    }
    fputs(" -1,AF_UNIX,SOCK_STREAM,NONE,0,", out);
    put_address(out, &address, length);
    fputs(",-", out);
    return true;
}

/* Sends a descriptor to nobody who takes it, and closes it. */
static bool send_away(int channel, int fd)
{
    char byte = 0;
    struct iovec data = {.iov_base = &byte, .iov_len = 1};
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(int))];
    } control = {.header = {.cmsg_len = CMSG_LEN(sizeof(int)), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS}};
    struct msghdr message = {
        .msg_iov = &data, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control.room};
    memcpy(CMSG_DATA(&control.header), &fd, sizeof fd);
    return (sendmsg(channel, &message, 0) == 1 || failed("sendmsg")) && close_one(fd);
}

static bool descriptor(const char *text, int *fd)
{
    char *rest;
    long number = strtol(text, &rest, 10);
    if (rest == text || *rest != '\0' || number < 0 || number > INT32_MAX) {
        return failed_with("descriptor", EINVAL);
    }
    *fd = (int)number;
    return true;
}

static bool receive(FILE *out, const char *argument)
{
    int channel;
    char byte;
    struct iovec data = {.iov_base = &byte, .iov_len = 1};
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(int))];
    } control;
    struct msghdr message = {
        .msg_iov = &data, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control.room};
    int fd;
    if (!descriptor(argument, &channel)) {
        return false;
    }
    if (recvmsg(channel, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC) != 1 || CMSG_FIRSTHDR(&message) == NULL) {
        return failed("recvmsg");
    }
    memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof fd);
    return put_socket(out, fd);
}

static bool open_in_flight(FILE *out, int family)
{
    int channel[2];
    int fd;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, channel) != 0) {
        return failed("socketpair");
    }
    bool opened = family == AF_UNIX ? open_socket(family, SOCK_DGRAM, &fd) : open_listener(family, &fd);
    return opened && put_sockets(out, channel, 2) && put_socket_as(out, fd, -1) && send_away(channel[0], fd);
}

/* Sockets of families and protocols that are no TCP, UDP or UNIX ones, as far as there are such here and they are allowed. */
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
    {"UNIX_UNACCEPTED", open_unix_unaccepted, AF_UNIX},
};

static bool open_named(FILE *out, const char *name)
{
    for (size_t i = 0; i < sizeof openings / sizeof openings[0]; i++) {
        if (strcmp(openings[i].name, name) == 0) {
            return openings[i].open(out, openings[i].family);
        }
    }
    return failed_with("open", EINVAL);
}

static bool raise_limit(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) {
        return failed("getrlimit");
    }
    limit.rlim_cur = limit.rlim_max;
    return setrlimit(RLIMIT_NOFILE, &limit) == 0 || failed("setrlimit");
}

static bool open_many(const char *argument)
{
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

static bool open_with_name(FILE *out, const char *hex)
{
    union address address = {.local.sun_family = AF_UNIX};
    size_t size = strlen(hex) / 2;
    int fd;
    if (size > sizeof address.local.sun_path) {
        return failed_with("name", ENAMETOOLONG);
    }
    for (size_t i = 0; i < size; i++) {
        unsigned byte;
        if (sscanf(hex + 2 * i, "%2x", &byte) != 1) {
            return failed_with("name", EINVAL);
        }
        address.local.sun_path[i] = (char)byte;
    }
    socklen_t length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + size);
    return open_socket(AF_UNIX, SOCK_DGRAM, &fd) && bind_to(fd, &address, length) && put_socket(out, fd);
}

/* Leaves nothing behind: a file that was removed keeps its path. */
static bool open_deep_file(void)
{
    enum { DEPTH = 20, NAME_LENGTH = 250 };
    char name[NAME_LENGTH + 1];
    memset(name, 'd', NAME_LENGTH);
    name[NAME_LENGTH] = '\0';
    if (chdir(directory) != 0) {
        return failed("chdir");
    }
    for (int i = 0; i < DEPTH; i++) {
        if (mkdir(name, S_IRWXU) != 0 || chdir(name) != 0) {
            return failed("mkdir");
        }
    }
    if (open("file", O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR) < 0 || unlink("file") != 0) {
        return failed("open");
    }
    for (int i = 0; i < DEPTH; i++) {
        if (chdir("..") != 0 || rmdir(name) != 0) {
            return failed("rmdir");
        }
    }
    return true;
}

static bool put_held(FILE *out)
{
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

/* ---- children ---- */

static void forget(struct child *child)
{
    fclose(child->commands);
    fclose(child->answers);
    child->commands = NULL;
    child->answers = NULL;
}

static void forget_all(void)
{
    for (int i = 0; i < child_count; i++) {
        if (children[i].commands != NULL) {
            forget(&children[i]);
        }
    }
    child_count = 0;
}

static _Noreturn void serve(FILE *commands, FILE *answers);

static _Noreturn void be_child(pid_t parent, int commands[2], int answers[2])
{
    /* Else a killed parent would leave a child whose input other children keep open. */
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent) {
        _exit(EXIT_FAILURE);
    }
    close(commands[1]);
    close(answers[0]);
    forget_all();
    FILE *in = fdopen(commands[0], "r");
    FILE *out = fdopen(answers[1], "w");
    if (in == NULL || out == NULL) {
        _exit(EXIT_FAILURE);
    }
    serve(in, out);
}

static bool start_child(FILE *out)
{
    int commands[2];
    int answers[2];
    if (child_count == MAX_CHILDREN) {
        return failed_with("fork", EAGAIN);
    }
    if (pipe2(commands, O_CLOEXEC) != 0 || pipe2(answers, O_CLOEXEC) != 0) {
        return failed("pipe2");
    }
    pid_t parent = getpid();
    pid_t pid = fork();
    if (pid < 0) {
        return failed("fork");
    }
    if (pid == 0) {
        be_child(parent, commands, answers);
    }
    close(commands[0]);
    close(answers[1]);
    struct child *child = &children[child_count];
    child->pid = pid;
    child->commands = fdopen(commands[1], "w");
    child->answers = fdopen(answers[0], "r");
    if (child->commands == NULL || child->answers == NULL) {
        return failed("fdopen");
    }
    fprintf(out, " %d %d", child_count++, (int)pid);
    return true;
}

static struct child *child_of(const char *number, char **rest)
{
    long index = strtol(number, rest, 10);
    bool there = *rest != number && index >= 0 && index < child_count && children[index].commands != NULL;
    return there ? &children[index] : NULL;
}

/* Passes the child's answer on as it is, with its "ok" or "error". */
static bool relay(const char *command, FILE *answers)
{
    char *rest;
    struct child *child = child_of(command, &rest);
    if (child == NULL || *rest != ' ') {
        return failed_with("to", ECHILD);
    }
    char *line = NULL;
    size_t room = 0;
    bool done = fprintf(child->commands, "%s\n", rest + 1) > 0 && fflush(child->commands) == 0 &&
                getline(&line, &room, child->answers) > 0;
    if (done) {
        fputs(line, answers);
    } else {
        failed_with("to", EPIPE);
    }
    free(line);
    return done;
}

static bool kill_child(const char *number, int options)
{
    char *rest;
    siginfo_t info;
    struct child *child = child_of(number, &rest);
    if (child == NULL || *rest != '\0') {
        return failed_with("end", ECHILD);
    }
    if (kill(child->pid, SIGKILL) != 0) {
        return failed("kill");
    }
    if (waitid(P_PID, (id_t)child->pid, &info, WEXITED | options) != 0) {
        return failed("waitid");
    }
    forget(child);
    return true;
}

static void kill_all(void)
{
    for (int i = 0; i < child_count; i++) {
        if (children[i].commands != NULL) {
            kill(children[i].pid, SIGKILL);
            waitpid(children[i].pid, NULL, 0);
        }
    }
}

/* ---- threads ---- */

struct own_table {
    const char *opening;
    FILE *out;
    bool done;
    int error;
    pthread_barrier_t opened;
};

static _Noreturn void stay(void)
{
    for (;;) {
        pause();
    }
}

static void *hold_own_table(void *context)
{
    struct own_table *table = context;
    table->done =
        (unshare(CLONE_FILES) == 0 || failed("unshare(CLONE_FILES)")) && open_named(table->out, table->opening);
    table->error = errno;
    pthread_barrier_wait(&table->opened); /* from here on the table is not there any more */
    stay();
}

static bool start_thread(void *(*function)(void *), void *context)
{
    pthread_t thread;
    int error = pthread_create(&thread, NULL, function, context);
    return error == 0 || failed_with("pthread_create", error);
}

static bool open_in_thread(FILE *out, const char *opening)
{
    struct own_table table = {.opening = opening, .out = out};
    int error = pthread_barrier_init(&table.opened, NULL, 2);
    if (error != 0) {
        return failed_with("pthread_barrier_init", error);
    }
    if (!start_thread(hold_own_table, &table)) {
        return false;
    }
    pthread_barrier_wait(&table.opened);
    pthread_barrier_destroy(&table.opened);
    errno = table.error;
    return table.done;
}

/* A step of the churn, which ends when there is nothing left to open. */
static bool churn_once(unsigned step)
{
    int pair[2];
    int bound = -1;
    if (socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, pair) != 0) {
        return false;
    }
    bool opened = step % 2 == 0 ? open_bound(AF_INET, SOCK_DGRAM, &bound) : open_listener(AF_INET, &bound);
    int copy = opened ? fcntl(bound, F_DUPFD_CLOEXEC, 0) : -1;
    pid_t child = step % 8 == 0 ? fork() : -1;
    if (child == 0) {
        _exit(EXIT_SUCCESS);
    }
    if (child > 0) {
        waitpid(child, NULL, 0);
    }
    close(copy);
    close(bound);
    close(pair[0]);
    nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    close(pair[1]);
    return true;
}

static void *churn(void *context)
{
    (void)context;
    for (unsigned step = 0; churn_once(step); step++) {
    }
    return NULL;
}

struct streams {
    FILE *commands;
    FILE *answers;
};

static bool first_thread_ended(void)
{
    char path[64];
    char state = '?';
    snprintf(path, sizeof path, "/proc/self/task/%d/stat", (int)getpid());
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        return false;
    }
    bool read = fscanf(file, "%*d %*[^)]) %c", &state) == 1;
    fclose(file);
    return read && state == 'Z';
}

static void *take_over(void *context)
{
    struct streams streams = *(struct streams *)context;
    while (!first_thread_ended()) {
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    fputs("ok\n", streams.answers);
    fflush(streams.answers);
    serve(streams.commands, streams.answers);
}

static _Noreturn void leave(FILE *commands, FILE *answers)
{
    static struct streams streams; /* the stack goes */
    streams = (struct streams){.commands = commands, .answers = answers};
    if (!start_thread(take_over, &streams)) {
        _exit(EXIT_FAILURE);
    }
    pthread_exit(NULL);
}

/* ---- commands ---- */

/* Leaves nothing open, whatever comes of it: children would share it. */
static bool try_inet6(void)
{
    int fd;
    union address address;
    socklen_t length = loopback(AF_INET6, &address);
    if (!open_socket(AF_INET6, SOCK_STREAM, &fd)) {
        return false;
    }
    bool bound = bind_to(fd, &address, length);
    int error = errno;
    if (!close_one(fd)) {
        return false;
    }
    errno = error;
    return bound;
}

static bool duplicate(FILE *out, const char *text)
{
    int fd;
    if (!descriptor(text, &fd)) {
        return false;
    }
    int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    return copy >= 0 ? put_socket(out, copy) : failed("fcntl(F_DUPFD_CLOEXEC)");
}

static bool carry_out(FILE *out, const char *command, const char *argument)
{
    int fd;
    if (strcmp(command, "inet6") == 0) {
        return try_inet6();
    }
    if (strcmp(command, "open") == 0) {
        return open_named(out, argument);
    }
    if (strcmp(command, "held") == 0) {
        return put_held(out);
    }
    if (strcmp(command, "dup") == 0) {
        return duplicate(out, argument);
    }
    if (strcmp(command, "close") == 0) {
        return descriptor(argument, &fd) && close_one(fd);
    }
    if (strcmp(command, "fork") == 0) {
        return start_child(out);
    }
    if (strcmp(command, "end") == 0) {
        return kill_child(argument, 0);
    }
    if (strcmp(command, "zombie") == 0) {
        return kill_child(argument, WNOWAIT);
    }
    if (strcmp(command, "many") == 0) {
        return open_many(argument);
    }
    if (strcmp(command, "name") == 0) {
        return open_with_name(out, argument);
    }
    if (strcmp(command, "deep") == 0) {
        return open_deep_file();
    }
    if (strcmp(command, "receive") == 0) {
        return receive(out, argument);
    }
    if (strcmp(command, "thread") == 0) {
        return open_in_thread(out, argument);
    }
    if (strcmp(command, "churn") == 0) {
        return start_thread(churn, NULL);
    }
    const struct surroundings_change *change = surroundings_find(command);
    if (change != NULL) {
        return change->make(out, argument) || failed(change->call);
    }
    return failed_with("command", EINVAL);
}

/* An answer is made whole before it is sent, so that one that fails half-way is only an error. */
static bool answer(char *line, FILE *answers)
{
    char *argument = strchr(line, ' ');
    if (argument == NULL) {
        argument = line + strlen(line);
    } else {
        *argument++ = '\0';
    }
    char *text = NULL;
    size_t length = 0;
    bool relayed = strcmp(line, "to") == 0;
    FILE *out = open_memstream(&text, &length);
    if (out == NULL) {
        return false;
    }
    bool done = relayed ? relay(argument, answers) : carry_out(out, line, argument);
    int error = errno;
    if (fclose(out) != 0) {
        return false;
    }
    if (!done) {
        fprintf(answers, "error %s %d %s\n", failed_call, error, strerror(error));
    } else if (!relayed) {
        fprintf(answers, "ok%s\n", text);
    }
    free(text);
    return fflush(answers) == 0;
}

static _Noreturn void serve(FILE *commands, FILE *answers)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t length;
    bool well = true;
    while (well && (length = getline(&line, &room, commands)) > 0) {
        if (line[length - 1] == '\n') {
            line[length - 1] = '\0';
        }
        if (strcmp(line, "leave") == 0) {
            free(line);
            leave(commands, answers);
        }
        well = answer(line, answers);
    }
    free(line);
    kill_all();
    _exit(well ? EXIT_SUCCESS : EXIT_FAILURE);
}

int main(int count, char **arguments)
{
    if (count != 2) {
        fputs("usage: holder DIRECTORY\n", stderr);
        return EXIT_FAILURE;
    }
    directory = arguments[1];
    if (signal(SIGPIPE, SIG_IGN) == SIG_ERR) {
        perror("signal");
        return EXIT_FAILURE;
    }
    serve(stdin, stdout);
}
