// SPDX-License-Identifier: Apache-2.0
/* By the system that the tests run on, whose headers can't be had together with those of the scripted one. */
#include "scripted_address.h"

#include "scenario.h"

#include <arpa/inet.h>
#include <string.h>

void scripted_address(const char *text, uint8_t address[16])
{
    memset(address, 0, 16);
    if (inet_pton(AF_INET, text, address + 12) != 1 && inet_pton(AF_INET6, text, address) != 1)
        scenario_give_up("no such address", text);
}
