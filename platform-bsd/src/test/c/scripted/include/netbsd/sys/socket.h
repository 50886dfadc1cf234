// SPDX-License-Identifier: Apache-2.0
/* What the collector uses of NetBSD's header. layouts.c holds both to the same. */
#ifndef SCRIPTED_NETBSD_SYS_SOCKET_H
#define SCRIPTED_NETBSD_SYS_SOCKET_H

#include <stdint.h>

#define AF_LOCAL 1
#define AF_UNIX AF_LOCAL
#define AF_INET 2
#define AF_INET6 24

#define SOCK_STREAM 1
#define SOCK_DGRAM 2
#define SOCK_SEQPACKET 5

#define PCB_ALL 0
#define PCB_SLOP 20

struct sockaddr {
    uint8_t sa_len;
    uint8_t sa_family;
    char sa_data[14];
};

#endif
