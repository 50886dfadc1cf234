// SPDX-License-Identifier: Apache-2.0
/* What the collector uses of NetBSD's header. layouts.c holds both to the same. */
#ifndef SCRIPTED_NETBSD_NETINET_IN_H
#define SCRIPTED_NETBSD_NETINET_IN_H

#include <stdint.h>

#define IPPROTO_TCP 6
#define IPPROTO_UDP 17

struct sockaddr_in {
    uint8_t sin_len;
    uint8_t sin_family;
    uint16_t sin_port;
    uint8_t sin_addr[4];
    uint8_t sin_zero[8];
};

struct sockaddr_in6 {
    uint8_t sin6_len;
    uint8_t sin6_family;
    uint16_t sin6_port;
    uint32_t sin6_flowinfo;
    uint8_t sin6_addr[16];
    uint32_t sin6_scope_id;
};

#endif
