// SPDX-License-Identifier: Apache-2.0
/* What the collector uses of FreeBSD's header. layouts.c holds both to the same. */
#ifndef SCRIPTED_FREEBSD_NETINET_IN_H
#define SCRIPTED_FREEBSD_NETINET_IN_H

#include <endian.h>
#include <stdint.h>

#define IPPROTO_TCP 6
#define IPPROTO_UDP 17

#define ntohs be16toh

struct in_addr {
    uint32_t s_addr;
};

struct in6_addr {
    _Alignas(4) uint8_t bytes[16];
};

struct sockaddr_in {
    uint8_t sin_len;
    uint8_t sin_family;
    uint16_t sin_port;
    struct in_addr sin_addr;
    char sin_zero[8];
};

struct sockaddr_in6 {
    uint8_t sin6_len;
    uint8_t sin6_family;
    uint16_t sin6_port;
    uint32_t sin6_flowinfo;
    struct in6_addr sin6_addr;
    uint32_t sin6_scope_id;
};

#endif
