// SPDX-License-Identifier: Apache-2.0
/* As libproc.h beside this folder. */
#ifndef SOCKSCOPE_SCRIPTED_NETINET_IN_H
#define SOCKSCOPE_SCRIPTED_NETINET_IN_H

#include <stdint.h>

#define IPPROTO_TCP 6
#define IPPROTO_UDP 17

struct in_addr {
    uint32_t s_addr;
};

struct in6_addr {
    union {
        uint8_t bytes[16];
        uint32_t words[4];
    } of;
};

#define s6_addr of.bytes

uint16_t ntohs(uint16_t number);
uint16_t htons(uint16_t number);

#endif
