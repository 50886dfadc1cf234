// SPDX-License-Identifier: Apache-2.0
#include "socket_end.h"

#include "inet6_scope.h"

#include <string.h>
#include <sys/types.h>

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

static uint16_t port_of(const void *port)
{
    const uint8_t *bytes = port;
    return (uint16_t)(bytes[0] << 8 | bytes[1]);
}

static struct sockscope_end inet4_end(const uint8_t *from)
{
    struct sockscope_end end = {.port = port_of(from + offsetof(struct sockaddr_in, sin_port))};
    memcpy(end.address, from + offsetof(struct sockaddr_in, sin_addr), 4);
    return end;
}

static struct sockscope_end inet6_end(const uint8_t *from)
{
    struct sockscope_end end = {.port = port_of(from + offsetof(struct sockaddr_in6, sin6_port))};
    memcpy(end.address, from + offsetof(struct sockaddr_in6, sin6_addr), 16);
    inet6_scope_clear(end.address);
    return end;
}

/* The length may count a NUL at the end of the path or not. */
static struct sockscope_end unix_end(const uint8_t *from, size_t length)
{
    const uint8_t *path = from + offsetof(struct sockaddr_un, sun_path);
    return (struct sockscope_end){
        .name = path, .name_size = strnlen((const char *)path, length - offsetof(struct sockaddr_un, sun_path))};
}

struct sockscope_end socket_end_of(const void *sockaddr, size_t size, int family)
{
    const uint8_t *from = sockaddr;
    size_t length = from[offsetof(struct sockaddr, sa_len)];
    if (length > size)
        length = size;
    if (from[offsetof(struct sockaddr, sa_family)] != family)
        return (struct sockscope_end){0};
    if (family == AF_INET && length >= sizeof(struct sockaddr_in))
        return inet4_end(from);
    if (family == AF_INET6 && length >= sizeof(struct sockaddr_in6))
        return inet6_end(from);
    if (family == AF_UNIX && length > offsetof(struct sockaddr_un, sun_path))
        return unix_end(from, length);
    return (struct sockscope_end){0};
}
