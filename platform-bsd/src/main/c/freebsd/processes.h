// SPDX-License-Identifier: Apache-2.0
/* What the kernel tells of processes. */
#ifndef SOCKSCOPE_FREEBSD_PROCESSES_H
#define SOCKSCOPE_FREEBSD_PROCESSES_H

#include "freebsd.h"
#include "sockscope.h"
#include "sysctl_buffer.h"

struct process {
    int64_t pid;
    bool named;  /* the sink knows its name */
    bool ended;  /* a zombie */
    bool ending; /* its descriptors are closed, or about to be */
    struct timeval started;
    char name[COMMLEN + 1];
};

struct process_list {
    struct process *entries; /* by pid */
    size_t count;
};

/* Lists those that are shown to us. The list, of zeros before, is to be freed in any case. */
enum sockscope_result processes_read(struct process_list *list, struct sockscope_error *error);

/* The process of that pid; NULL if there is none. */
struct process *processes_find(const struct process_list *list, int64_t pid);

/* Reads one. Fails with SOCKSCOPE_NO_SUCH_PROCESS if there is none of that pid, or it is not shown to us. */
enum sockscope_result process_read(int64_t pid, struct process *process, struct sockscope_error *error);

/* Whether both are one process, and not two that have had the pid one after the other. */
bool process_is_same(const struct process *a, const struct process *b);

/* Tells the sink the name of a process, once. Returns 0 or an errno. */
int process_emit_name(struct process *process, const struct sockscope_sink *sink);

void processes_free(struct process_list *list);

#endif
