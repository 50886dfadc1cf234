// SPDX-License-Identifier: Apache-2.0
#include "address.h"

#include "answer.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stddef.h>
#include <string.h>

socklen_t loopback(int family, union address *address)
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

bool local_address(int fd, union address *address, socklen_t *length)
{
    *length = sizeof *address;
    return getsockname(fd, &address->any, length) == 0 || failed("getsockname");
}

bool remote_address(int fd, union address *address, socklen_t *length)
{
    *length = sizeof *address;
    if (getpeername(fd, &address->any, length) == 0) {
        return true;
    }
    *length = 0;
    return errno == ENOTCONN || failed("getpeername");
}

static void put_hex(FILE *out, const void *bytes, size_t length)
{
    const unsigned char *byte = bytes;
    for (size_t i = 0; i < length; i++) {
        fprintf(out, "%02x", byte[i]);
    }
}

void put_address(FILE *out, const union address *address, socklen_t length)
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
