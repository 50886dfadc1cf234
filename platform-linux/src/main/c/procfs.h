// SPDX-License-Identifier: Apache-2.0
/* The mounted procfs, and what can be seen of the system through it. */
#ifndef SOCKSCOPE_LINUX_PROCFS_H
#define SOCKSCOPE_LINUX_PROCFS_H

#include "sockscope.h"

struct procfs {
    int directory;       /* /proc */
    uint64_t netns;      /* the network namespace of this thread; 0 if the kernel has none */
    bool own_pids;       /* its pids are those that system calls of ours take: it is of our pid namespace */
    bool below_others;   /* there are, or may be, pid namespaces above ours, whose processes nobody shows us */
    bool hides_processes; /* there are, or may be, processes that it doesn't show to us */
};

/*
 * Looks around, for one query. Fails if this is no procfs that knows our process; on any other no holder would be found,
 * which would look as if there were none.
 */
enum sockscope_result procfs_look(struct procfs *procfs, struct sockscope_error *error);

#endif
