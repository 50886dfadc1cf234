// SPDX-License-Identifier: Apache-2.0
/* By the system that the tests run on, whose headers can't be had together with those of the scripted one. */
#include "scenario.h"
#include "scripted_windows.h"

#include <arpa/inet.h>

void scripted_address(const char *text, bool inet6, uint8_t *address)
{
    if (inet_pton(inet6 ? AF_INET6 : AF_INET, text, address) != 1)
        scenario_give_up("no such address", text);
}
