// SPDX-License-Identifier: Apache-2.0
/* The processes of the machine, and what may be known of one. */
#ifndef SOCKSCOPE_MACOS_PROCESSES_H
#define SOCKSCOPE_MACOS_PROCESSES_H

#include "sockscope.h"

#include <sys/types.h>

/* kernel_task, which is listed, and has no descriptors. */
#define PROCESSES_KERNEL 0

struct pid_list {
    pid_t *pids;
    size_t count;
};

/* Lists all processes, also those that have ended and are not waited for yet. Returns 0 or an errno. */
int processes_list(struct pid_list *list);

void processes_free(struct pid_list *list);

#define PROCESS_NAME_SIZE 32

struct process_identity {
    uint64_t started; /* in microseconds */
    uint8_t name[PROCESS_NAME_SIZE];
    size_t name_size;
};

/* Finds out which process has a pid. Returns 0 or an errno: EPERM if it may not be read, ESRCH if there is none. */
int process_identify(pid_t pid, struct process_identity *identity);

/* The result for a process that can't be read for this errno: anyone may ask whether it is there, or has ended. */
enum sockscope_result process_explain(pid_t pid, int code);

#endif
