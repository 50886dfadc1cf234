// SPDX-License-Identifier: Apache-2.0
/*
 * What the numbers mean by which a kernel of the UNIX family tells a socket's kind. They differ by system; the constants are
 * those of its headers, or of what declares them in their place, which then has to be included before.
 */
#ifndef SOCKSCOPE_SOCKET_NUMBERS_H
#define SOCKSCOPE_SOCKET_NUMBERS_H

#include "sockscope.h"

#include <stdbool.h>

#ifndef AF_UNIX
#include <netinet/in.h>
#include <sys/socket.h>
#endif

/* The type of a SOCK_ constant. */
static inline enum sockscope_type socket_type(int type)
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

/* Finds the protocol of a socket by its AF_ and IPPROTO_ constants; false if it is none that is listed. */
static inline bool socket_protocol(int family, int protocol, enum sockscope_protocol *found)
{
    bool inet6 = family == AF_INET6;
    if (family == AF_UNIX)
        *found = SOCKSCOPE_UNIX;
    else if (family != AF_INET && !inet6)
        return false;
    else if (protocol == IPPROTO_TCP)
        *found = inet6 ? SOCKSCOPE_TCP6 : SOCKSCOPE_TCP4;
    else if (protocol == IPPROTO_UDP)
        *found = inet6 ? SOCKSCOPE_UDP6 : SOCKSCOPE_UDP4;
    else
        return false;
    return true;
}

#endif
