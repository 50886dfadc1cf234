// SPDX-License-Identifier: Apache-2.0
/*
 * What earlier queries tell of the processes: how many there were, and which are threads of the kernel's own. Of these a
 * machine with many processors has thousands. They have no descriptors, live in the network namespace of the kernel's start,
 * and neither changes; nor can they become a program, since Linux 5.19 (kernel_execve of fs/exec.c). So they needn't be
 * looked at again.
 */
#ifndef SOCKSCOPE_LINUX_PROCESS_HISTORY_H
#define SOCKSCOPE_LINUX_PROCESS_HISTORY_H

#include "process_list.h"

#include <pthread.h>
#include <stdbool.h>

struct process_history {
    pthread_mutex_t lock;
    struct kernel_thread {
        struct listed_process listed;
        bool met; /* in the list that is gone through */
    } *threads;   /* in the order of their pids */
    size_t count;
    size_t capacity;
    size_t lists;     /* that were gone through */
    size_t last_size; /* of the last of them */
};

void process_history_init(struct process_history *history);

void process_history_destroy(struct process_history *history);

/* How many processes were listed last; 0 if there was no query before. */
size_t process_history_last_size(struct process_history *history);

/* Whether a process is known to be a kernel thread, other than the first, which stands for the namespace of all. */
bool process_history_is_kernel_thread(struct process_history *history, const struct listed_process *listed);

/* Leaves those out of a list of all processes, and forgets kernel threads that aren't in it. */
void process_history_leave_out(struct process_history *history, struct process_list *processes);

/*
 * Remembers a process without descriptors if it is a kernel thread. It has to be of a kernel that tells how many there are
 * (Linux 6.2). While the first list is the only one nothing is learned: there may be no other to use it for.
 */
void process_history_learn(struct process_history *history, const struct procfs *procfs,
                           const struct listed_process *listed);

#endif
