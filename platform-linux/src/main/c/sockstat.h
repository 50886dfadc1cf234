// SPDX-License-Identifier: Apache-2.0
/* How many sockets the kernel lists in a network namespace, by protocol, as it counts them itself. */
#ifndef SOCKSCOPE_LINUX_SOCKSTAT_H
#define SOCKSCOPE_LINUX_SOCKSTAT_H

#include "netns.h"
#include "sockscope.h"

#define SOCKSTAT_PROTOCOLS (SOCKSCOPE_UDP6 + 1)

struct sockstat {
    unsigned long listed[SOCKSTAT_PROTOCOLS]; /* by enum sockscope_protocol; without requests and TIME_WAIT */
    unsigned long waiting;                    /* TIME_WAIT, of both families */
};

/*
 * Reads the counts of a namespace. Returns false if that is not possible, or the process that stands for it has moved on to
 * another.
 */
bool sockstat_read(const struct procfs *procfs, const struct netns *netns, struct sockstat *sockstat);

#endif
