// SPDX-License-Identifier: Apache-2.0
/* The process table, and the files of each process. */
#ifndef SOCKSCOPE_AIX_PROCESSES_H
#define SOCKSCOPE_AIX_PROCESSES_H

#include "kernel_headers.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct process_list {
    struct procentry64 *entries;
    size_t count;
    size_t capacity;
};

/* Lists all processes. The list, of zeros before, is to be freed in any case. Returns 0 or an errno. */
int processes_list(struct process_list *list);

void processes_free(struct process_list *list);

/* Finds one process. Returns 0 or an errno: ESRCH if there is none of that pid. */
int process_find(int64_t pid, struct procentry64 *entry);

bool process_has_ended(const struct procentry64 *entry);

/* The open files of a process, by descriptor; 0 for none. */
struct file_list {
    struct fdsinfox *files;
    size_t capacity;
    size_t count;
};

/*
 * Reads the files of a process, and the process anew. The list, of zeros before the first one, is to be freed in any case.
 * Returns 0 or an errno: ESRCH for a process that is gone.
 */
int process_files(struct procentry64 *process, struct file_list *list);

void process_files_free(struct file_list *list);

#endif
