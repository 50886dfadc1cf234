// SPDX-License-Identifier: Apache-2.0
#include "unix_sockets.h"

#include "answer.h"
#include "held.h"
#include "holder.h"
#include "sockets.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

static unsigned name_count;

/* Every path has a space and a byte that is no UTF-8 in it. */
static bool bind_to_path(int fd)
{
    union address address = {.local.sun_family = AF_UNIX};
    int length = snprintf(address.local.sun_path, sizeof address.local.sun_path, "%s/a socket\xff%d-%u",
                          holder_directory(), (int)getpid(), name_count++);
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

bool open_unix_stream_listener(FILE *out, int family)
{
    (void)family;
    int fd;
    return open_unix_listener(SOCK_STREAM, &fd) && put_socket(out, fd);
}

bool open_unix_seqpacket_listener(FILE *out, int family)
{
    (void)family;
    int fd;
    return open_unix_listener(SOCK_SEQPACKET, &fd) && put_socket(out, fd);
}

bool open_unix_dgram_bound(FILE *out, int family)
{
    int fd;
    return open_socket(family, SOCK_DGRAM, &fd) && bind_to_path(fd) && put_socket(out, fd);
}

bool open_unix_abstract_listener(FILE *out, int family)
{
    int fd;
    return open_socket(family, SOCK_STREAM, &fd) && bind_to_abstract_name(fd) && listen_on(fd, SOMAXCONN) &&
           put_socket(out, fd);
}

bool open_unix_connection(FILE *out, int family)
{
    int fds[3];
    union address address;
    socklen_t length;
    return open_unix_listener(SOCK_STREAM, &fds[0]) && local_address(fds[0], &address, &length) &&
           open_socket(family, SOCK_STREAM, &fds[1]) && connect_to(fds[1], &address, length) &&
           accept_from(fds[0], &fds[2]) && put_sockets(out, fds, 3);
}

bool open_unix_unaccepted(FILE *out, int family)
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

bool open_unix_pair(FILE *out, int family)
{
    (void)family;
    int fds[2];
    return open_pair(fds) && put_sockets(out, fds, 2);
}

bool open_unix_unread(FILE *out, int family)
{
    (void)family;
    const int types[] = {SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET};
    int fds[6];
    for (size_t i = 0; i < 3; i++) {
        if (socketpair(AF_UNIX, types[i] | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, fds + 2 * i) != 0)
            return failed("socketpair");
        for (int sent = 0; sent < 100; sent++) {
            if (send(fds[2 * i], "unread", 6, 0) < 0 && errno != EAGAIN)
                return failed("send");
        }
    }
    return put_sockets(out, fds, 6);
}

bool open_with_name(FILE *out, const char *hex)
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
