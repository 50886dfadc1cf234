// SPDX-License-Identifier: Apache-2.0
#include "scripted_address.h"

#include <arpa/inet.h>

bool scripted_address(const char *text, uint8_t *address)
{
    return inet_pton(AF_INET, text, address) == 1;
}

bool scripted_address6(const char *text, uint8_t *address)
{
    return inet_pton(AF_INET6, text, address) == 1;
}
