// SPDX-License-Identifier: Apache-2.0
#include "inet_sockets.h"

#include "answer.h"
#include "held.h"
#include "sockets.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <string.h>

bool open_tcp_listener(FILE *out, int family)
{
    int fd;
    return open_listener(family, &fd) && put_socket(out, fd);
}

bool open_wildcard_listener(FILE *out, int family)
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

bool open_two_listeners(FILE *out, int family)
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

bool open_tcp_connection(FILE *out, int family)
{
    int fds[3];
    return open_connection(family, fds) && put_sockets(out, fds, 3);
}

bool open_mapped_connection(FILE *out, int family)
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

bool open_half_closed(FILE *out, int family)
{
    int fds[3];
    return open_connection(family, fds) && shut_down(fds[1]) && await_state(fds[1], TCP_FIN_WAIT2) &&
           await_state(fds[2], TCP_CLOSE_WAIT) && put_sockets(out, fds, 3);
}

bool open_tcp_bound(FILE *out, int family)
{
    int fd;
    return open_bound(family, SOCK_STREAM, &fd) && put_socket(out, fd);
}

bool open_tcp_unbound(FILE *out, int family)
{
    int fd;
    return open_socket(family, SOCK_STREAM, &fd) && put_socket(out, fd);
}

bool open_udp_bound(FILE *out, int family)
{
    int fd;
    return open_bound(family, SOCK_DGRAM, &fd) && put_socket(out, fd);
}

bool open_udp_connected(FILE *out, int family)
{
    int fds[2];
    union address address;
    socklen_t length;
    return open_bound(family, SOCK_DGRAM, &fds[1]) && local_address(fds[1], &address, &length) &&
           open_bound(family, SOCK_DGRAM, &fds[0]) && connect_to(fds[0], &address, length) && put_sockets(out, fds, 2);
}

bool open_dgram(FILE *out, int family)
{
    int fd;
    return open_socket(family, SOCK_DGRAM, &fd) && put_socket(out, fd);
}

/* Leaves nothing open, whatever comes of it: children would share it. */
bool try_inet6(FILE *out, const char *argument)
{
    (void)out;
    (void)argument;
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
