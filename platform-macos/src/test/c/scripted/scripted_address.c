// SPDX-License-Identifier: Apache-2.0
/* By the system that the tests run on, whose headers can't be had together with those of the scripted one. */
#include "scenario.h"
#include "scripted_darwin.h"

#include <arpa/inet.h>
#include <string.h>

bool scripted_address(const char *text, uint8_t address[16])
{
    memset(address, 0, 16);
    if (inet_pton(AF_INET, text, address + 12) == 1)
        return true;
    if (inet_pton(AF_INET6, text, address) != 1)
        scenario_give_up("no such address", text);
    return false;
}
