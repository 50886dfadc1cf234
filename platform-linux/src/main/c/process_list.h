// SPDX-License-Identifier: Apache-2.0
/* All processes that procfs shows. */
#ifndef SOCKSCOPE_LINUX_PROCESS_LIST_H
#define SOCKSCOPE_LINUX_PROCESS_LIST_H

#include "procfs.h"

#include <pthread.h>
#include <stddef.h>

struct listed_process {
    int64_t pid;
    uint64_t inode; /* of /proc/PID: another one when the pid lives again, since the kernel numbers them on */
};

/* In place of an inode: the kernel had no memory to make one (proc_fill_cache of fs/proc/base.c). */
#define PROCESS_LIST_NO_INODE 1

struct process_list {
    struct listed_process *entries;
    size_t count;
    size_t capacity;
};

/*
 * Lists them, in a list that is empty. Another thread may use what is there while it holds the guard, which may be NULL.
 * Returns 0 or an errno; in any case the list is to be freed.
 */
int process_list_read(struct process_list *list, const struct procfs *procfs, pthread_mutex_t *guard);

void process_list_free(struct process_list *list);

#endif
