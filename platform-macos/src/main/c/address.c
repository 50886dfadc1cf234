// SPDX-License-Identifier: Apache-2.0
#include "address.h"

#include <string.h>
#include <sys/proc_info.h>
#include <sys/socket.h>
#include <sys/un.h>

#define INET4_SIZE 4

/* RFC 4291, 2.7 */
#define MULTICAST_INTERFACE_LOCAL 1
#define MULTICAST_LINK_LOCAL 2

bool address_protocol(int family, int protocol, enum sockscope_protocol *found)
{
    if (family == AF_UNIX) {
        *found = SOCKSCOPE_UNIX;
        return true;
    }
    if ((family != AF_INET && family != AF_INET6) || (protocol != IPPROTO_TCP && protocol != IPPROTO_UDP))
        return false;
    if (protocol == IPPROTO_TCP)
        *found = family == AF_INET ? SOCKSCOPE_TCP4 : SOCKSCOPE_TCP6;
    else
        *found = family == AF_INET ? SOCKSCOPE_UDP4 : SOCKSCOPE_UDP6;
    return true;
}

enum sockscope_type address_type(int type)
{
    switch (type) {
    case SOCK_STREAM:
        return SOCKSCOPE_STREAM;
    case SOCK_DGRAM:
        return SOCKSCOPE_DGRAM;
    case SOCK_SEQPACKET:
        return SOCKSCOPE_SEQPACKET;
    default:
        return SOCKSCOPE_OTHER_TYPE;
    }
}

/*
 * Takes out the index of the network interface, which the kernel keeps within an address that means something else on each of
 * them, where there are zeros on the wire (XNU, in6_clearscope).
 */
static void clear_scope(uint8_t address[16])
{
    bool link_local = address[0] == 0xFE && (address[1] & 0xC0) == 0x80;
    int multicast_scope = address[0] == 0xFF ? address[1] & 0x0F : 0;
    if (link_local || multicast_scope == MULTICAST_INTERFACE_LOCAL || multicast_scope == MULTICAST_LINK_LOCAL)
        address[2] = address[3] = 0;
}

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
        clear_scope(end.address);
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
