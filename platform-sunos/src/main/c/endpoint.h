// SPDX-License-Identifier: Apache-2.0
/* A row of one of the four tables. */
#ifndef SOCKSCOPE_SUNOS_ENDPOINT_H
#define SOCKSCOPE_SUNOS_ENDPOINT_H

#include "sockscope.h"

#define ENDPOINT_PROTOCOLS (SOCKSCOPE_UDP6 + 1)
#define ENDPOINT_DETAILS 8

struct endpoint {
    struct sockscope_socket socket; /* of its owner nothing is told yet */
    uint32_t creator;               /* the pid of the process that made or connected it; 0 if that is not known */
    uint64_t created;               /* when, in ticks since the system was started */
    uint32_t instance;              /* UDP: a number that no other endpoint has, in whichever table; 0 if not told */
    uint32_t details[ENDPOINT_DETAILS]; /* TCP: its windows, timeout and segment size */
    bool connected;                     /* UDP: it has a remote end */
    bool listed_twice;                  /* the table of IPv6 has it already */
};

#endif
