// SPDX-License-Identifier: Apache-2.0
#include "inet6_scope.h"

#include <stdbool.h>

void inet6_scope_clear(uint8_t address[16])
{
    bool unicast = address[0] == 0xFE && (address[1] & 0xC0) == 0x80;
    bool multicast = address[0] == 0xFF && ((address[1] & 0x0F) == 1 || (address[1] & 0x0F) == 2);
    if (unicast || multicast)
        address[2] = address[3] = 0;
}
