// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdint.h>
#include <sys/socket.h>

struct in_addr {
    uint32_t s_addr;
};

struct in6_addr {
    union {
        uint8_t bytes[16];
        uint32_t words[4];
    } bits;
};

struct sockaddr_in {
    sa_family_t sin_family;
    uint16_t sin_port;
    struct in_addr sin_addr;
    char sin_zero[8];
};

struct sockaddr_in6 {
    sa_family_t sin6_family;
    uint16_t sin6_port;
    uint32_t sin6_flowinfo;
    struct in6_addr sin6_addr;
    uint32_t sin6_scope_id;
    uint32_t src_id;
};

#if defined(__sparc)
#define ntohs(port) (port)
#else
#define ntohs(port) __builtin_bswap16(port)
#endif
