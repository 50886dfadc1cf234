// SPDX-License-Identifier: Apache-2.0
/* A process by a descriptor of its own, which procfs has no part in. */
#ifndef SOCKSCOPE_LINUX_PIDFD_H
#define SOCKSCOPE_LINUX_PIDFD_H

#include <stdint.h>

/* Returns 0 or an errno: ESRCH if there is no process of that number, though there may be a thread. */
int pidfd_open_process(int64_t pid, int *pidfd);

enum pidfd_state {
    PIDFD_ALIVE,
    PIDFD_ZOMBIE,
    PIDFD_GONE,
};

/* What has become of it. Returns 0 or an errno. */
int pidfd_read_state(int pidfd, enum pidfd_state *state);

/*
 * Duplicates a descriptor of the process, for a moment: what the process closes meanwhile is closed only when the duplicate
 * is. Returns 0 or an errno.
 */
int pidfd_borrow(int pidfd, int32_t fd, int *duplicate);

#endif
