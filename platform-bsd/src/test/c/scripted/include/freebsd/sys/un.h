// SPDX-License-Identifier: Apache-2.0
/* What the collector uses of FreeBSD's header. layouts.c holds both to the same. */
#ifndef SCRIPTED_FREEBSD_SYS_UN_H
#define SCRIPTED_FREEBSD_SYS_UN_H

#include <stdint.h>

struct sockaddr_un {
    uint8_t sun_len;
    uint8_t sun_family;
    char sun_path[104];
};

#endif
