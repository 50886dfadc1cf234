// SPDX-License-Identifier: Apache-2.0
#include "ownerless.h"

#include "answer.h"
#include "held.h"
#include "sockets.h"

#include <errno.h>
#include <netinet/tcp.h>

bool open_time_wait(FILE *out, int family)
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

bool open_full_queue(FILE *out, int family)
{
    int listener;
    int queued;
    int refused;
    union address local;
    union address remote;
    socklen_t local_length;
    socklen_t remote_length;
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
    if (!remember_request(refused, &local, local_length) || !await_state(refused, TCP_SYN_SENT) ||
        !put_socket(out, listener) || !put_socket(out, queued)) {
        return false;
    }
    put_ownerless(out, TCP_ESTABLISHED, &local, &remote);
    return put_socket(out, refused);
}

/* A listener that wants data before it takes a connection leaves it a request until then. */
bool open_request(FILE *out, int family)
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
bool open_orphan_with_data(FILE *out, int family)
{
    return open_orphan(out, family, fill_send_queue, TCP_FIN_WAIT1);
}

bool open_orphan_without_data(FILE *out, int family)
{
    return open_orphan(out, family, end_sending, TCP_FIN_WAIT2);
}
