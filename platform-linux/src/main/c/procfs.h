// SPDX-License-Identifier: Apache-2.0
/* The mounted procfs, and what can be seen of the system through it. */
#ifndef SOCKSCOPE_LINUX_PROCFS_H
#define SOCKSCOPE_LINUX_PROCFS_H

#include "sockscope.h"

#include <stdatomic.h>

/*
 * What procfs tells of our process' pid namespace, which a process never leaves: kept from one query to the next, as long
 * as the pid is the same. A child of fork has a pid, and may have a namespace, of its own; it needs a table of its own if
 * its number in there is that of its parent in the other.
 */
struct procfs_self {
    _Atomic uint64_t known; /* 0 for nothing */
};

/* For one query. */
struct procfs {
    int directory;     /* /proc */
    bool own_pids;     /* its pids are those that system calls of ours take: it is of our pid namespace */
    bool below_others; /* there are, or may be, pid namespaces above ours, whose processes nobody shows us */

    /* What procfs_look() finds. */
    bool looked;
    uint64_t netns;       /* the network namespace of this thread; 0 if the kernel has none */
    bool hides_processes; /* there are, or may be, processes that it doesn't show to us */
};

/* Begins a query with a directory, and with what is known of ourselves. */
void procfs_init(struct procfs *procfs, int directory, struct procfs_self *self);

/*
 * Looks around, unless it has. Fails if this is no procfs that knows our process; on any other no holder would be found,
 * which would look as if there were none.
 */
enum sockscope_result procfs_look(struct procfs *procfs, struct sockscope_error *error);

#endif
