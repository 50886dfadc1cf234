// SPDX-License-Identifier: Apache-2.0
/* What the collector uses of FreeBSD's header. layouts.c holds both to the same. */
#ifndef SCRIPTED_FREEBSD_SYS_SOCKET_H
#define SCRIPTED_FREEBSD_SYS_SOCKET_H

#include <stdint.h>

#define AF_UNIX 1
#define AF_INET 2
#define AF_INET6 28

#define SOCK_STREAM 1
#define SOCK_DGRAM 2
#define SOCK_SEQPACKET 5

struct sockaddr {
    uint8_t sa_len;
    uint8_t sa_family;
    char sa_data[14];
};

struct sockaddr_storage {
    uint8_t ss_len;
    uint8_t ss_family;
    _Alignas(8) char ss_rest[120];
};

#endif
