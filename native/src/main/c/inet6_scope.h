// SPDX-License-Identifier: Apache-2.0
#ifndef SOCKSCOPE_INET6_SCOPE_H
#define SOCKSCOPE_INET6_SCOPE_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Takes out of an IPv6 address the number of the interface, which the kernels that descend from KAME (the BSDs, XNU) keep in
 * bytes 2 and 3 of those whose scope is an interface or a link, fe80::/10, ff01::/16 and ff02::/16, with any flags; nobody
 * outside may see it there.
 */
static inline void inet6_scope_clear(uint8_t address[16])
{
    bool unicast = address[0] == 0xFE && (address[1] & 0xC0) == 0x80;
    bool multicast = address[0] == 0xFF && ((address[1] & 0x0F) == 1 || (address[1] & 0x0F) == 2);
    if (unicast || multicast)
        address[2] = address[3] = 0;
}

#endif
