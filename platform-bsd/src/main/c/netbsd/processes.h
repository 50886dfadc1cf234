// SPDX-License-Identifier: Apache-2.0
#ifndef SOCKSCOPE_NETBSD_PROCESSES_H
#define SOCKSCOPE_NETBSD_PROCESSES_H

#include "sockscope.h"
#include "sysctl_buffer.h"

struct process {
    int64_t pid;
    bool told;      /* the sink knows of it */
    const char *name; /* lent from the table */
    size_t name_size;
};

/* The processes that are shown to us, by pid. Zeros before they are read; to be freed in any case. */
struct processes {
    struct sysctl_buffer buffer;
    struct process *entries;
    size_t count;
};

/* Lists them. */
enum sockscope_result processes_read(struct processes *processes, struct sockscope_error *error);

/* Tells the sink of a process, once; one that is not listed has no name. Returns 0 or an errno. */
int processes_tell(struct processes *processes, int64_t pid, bool unreadable, const struct sockscope_sink *sink);

void processes_free(struct processes *processes);

/*
 * SOCKSCOPE_OK if the process lives and is shown to us; otherwise the failure that it is not so. One that lives and that a
 * policy hides is known by the right to send it signals being denied.
 */
enum sockscope_result process_check(int64_t pid, struct sockscope_error *error);

/* Whether a policy shows us no processes of other users. */
bool processes_are_hidden(void);

#endif
