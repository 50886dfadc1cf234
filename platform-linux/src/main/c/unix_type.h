// SPDX-License-Identifier: Apache-2.0
#ifndef SOCKSCOPE_LINUX_UNIX_TYPE_H
#define SOCKSCOPE_LINUX_UNIX_TYPE_H

#include "sockscope.h"

#include <sys/socket.h>

/* The type of a UNIX socket, from the kernel's number, which sock_diag and procfs both tell. */
static inline enum sockscope_type unix_type(uint64_t type)
{
    switch (type) {
    case SOCK_STREAM:
        return SOCKSCOPE_STREAM;
    case SOCK_DGRAM:
        return SOCKSCOPE_DGRAM;
    case SOCK_SEQPACKET:
        return SOCKSCOPE_SEQPACKET;
    default:
        return SOCKSCOPE_OTHER_TYPE;
    }
}

#endif
