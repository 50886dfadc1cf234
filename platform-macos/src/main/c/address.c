// SPDX-License-Identifier: Apache-2.0
#include "address.h"

#include "inet6_scope.h"

#include <string.h>
#include <sys/proc_info.h>
#include <sys/socket.h>
#include <sys/un.h>

#define INET4_SIZE 4

struct sockscope_end address_inet(enum sockscope_protocol protocol, uint8_t vflag, const struct in6_addr *address,
                                  int port)
{
    uint16_t bytes = (uint16_t)port;
    struct sockscope_end end = {.port = ntohs(bytes)};
    const uint8_t *inet4 = address->s6_addr + sizeof *address - INET4_SIZE;
    if (protocol == SOCKSCOPE_TCP4 || protocol == SOCKSCOPE_UDP4) {
        memcpy(end.address, inet4, INET4_SIZE);
    } else if ((vflag & (INI_IPV4 | INI_IPV6)) == INI_IPV4) {
        end.address[10] = end.address[11] = 0xFF;
        memcpy(end.address + 12, inet4, INET4_SIZE);
    } else {
        memcpy(end.address, address, sizeof end.address);
        inet6_scope_clear(end.address);
    }
    return end;
}

struct sockscope_end address_unix(const void *sockaddr, size_t size)
{
    const struct sockaddr_un *from = sockaddr;
    const size_t head = offsetof(struct sockaddr_un, sun_path);
    size_t length = from->sun_len < size ? from->sun_len : size;
    if (length <= head)
        return (struct sockscope_end){0};
    const uint8_t *path = (const uint8_t *)sockaddr + head;
    return (struct sockscope_end){.name = path, .name_size = strnlen((const char *)path, length - head)};
}
