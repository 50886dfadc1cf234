// SPDX-License-Identifier: Apache-2.0
#include "sockets.h"

#include "answer.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <time.h>
#include <unistd.h>

enum { WAIT_MS = 5000 };

bool open_socket(int family, int type, int *fd)
{
    *fd = socket(family, type | SOCK_CLOEXEC, 0);
    return *fd >= 0 || failed("socket");
}

bool bind_to(int fd, const union address *address, socklen_t length)
{
    return bind(fd, &address->any, length) == 0 || failed("bind");
}

bool listen_on(int fd, int backlog)
{
    return listen(fd, backlog) == 0 || failed("listen");
}

bool connect_to(int fd, const union address *address, socklen_t length)
{
    return connect(fd, &address->any, length) == 0 || failed("connect");
}

bool accept_from(int listener, int *fd)
{
    *fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    return *fd >= 0 || failed("accept4");
}

bool shut_down(int fd)
{
    return shutdown(fd, SHUT_WR) == 0 || failed("shutdown");
}

bool close_one(int fd)
{
    return close(fd) == 0 || failed("close");
}

bool open_pair(int fds[2])
{
    return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) == 0 || failed("socketpair");
}

bool open_bound(int family, int type, int *fd)
{
    union address address;
    socklen_t length = loopback(family, &address);
    return open_socket(family, type, fd) && bind_to(*fd, &address, length);
}

bool open_listener(int family, int *fd)
{
    return open_bound(family, SOCK_STREAM, fd) && listen_on(*fd, SOMAXCONN);
}

bool open_connection(int family, int fds[3])
{
    union address address;
    socklen_t length;
    return open_listener(family, &fds[0]) && local_address(fds[0], &address, &length) &&
           open_socket(family, SOCK_STREAM, &fds[1]) && connect_to(fds[1], &address, length) &&
           accept_from(fds[0], &fds[2]);
}

bool tcp_state(int fd, unsigned *state)
{
    struct tcp_info info;
    socklen_t length = sizeof info;
    if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &length) != 0) {
        return failed("getsockopt(TCP_INFO)");
    }
    *state = info.tcpi_state;
    return true;
}

bool await_input(int fd)
{
    struct pollfd wanted = {.fd = fd, .events = POLLIN};
    int ready = poll(&wanted, 1, WAIT_MS);
    return ready == 1 || failed_with("poll", ready == 0 ? ETIMEDOUT : errno);
}

bool await_state(int fd, unsigned wanted)
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
