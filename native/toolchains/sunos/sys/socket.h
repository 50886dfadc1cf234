// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdint.h>

#define SOCK_DGRAM 1
#define SOCK_STREAM 2

#define AF_INET 2
#define AF_INET6 26

typedef uint16_t sa_family_t;

struct sockaddr {
    sa_family_t sa_family;
    char sa_data[14];
};
