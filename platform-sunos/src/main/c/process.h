// SPDX-License-Identifier: Apache-2.0
/* The processes that /proc shows, which need not be all that there are. */
#ifndef SOCKSCOPE_SUNOS_PROCESS_H
#define SOCKSCOPE_SUNOS_PROCESS_H

#include "sockscope.h"

#include <procfs.h>

/* What could be learnt of the sockets that a process holds. */
enum process_reading {
    PROCESS_NOT_READ,   /* its descriptors were not asked for, or nobody can be asked for them here */
    PROCESS_READ,       /* all of its descriptors were read */
    PROCESS_UNREADABLE, /* it may not be read */
};

struct process {
    int64_t pid;
    bool zombie;
    bool of_root;
    bool told;  /* the sink knows of it */
    bool asked; /* for its start */
    bool start_known;
    int64_t started; /* in ticks since the system was started */
    enum process_reading reading;
    bool holds_tli; /* an endpoint of the transport level interface, which is no socket */
    char name[PRFNSZ];
};

struct process_list {
    struct process *entries; /* by pid */
    size_t count;
    size_t capacity;
    bool shows_root; /* there is one of root; no system is without any, unless it hides them from us */
};

/* Lists them. The list, of zeros before, is to be freed in any case. */
enum sockscope_result process_list_read(struct process_list *list, struct sockscope_error *error);

/* The process of that pid; NULL if there is none. */
struct process *process_find(const struct process_list *list, int64_t pid);

/* Fails unless there is such a process, and it has not ended. */
enum sockscope_result process_must_live(int64_t pid, struct sockscope_error *error);

/* When it started. Fails only if that has nothing to do with the process; a start that can't be had is not known. */
enum sockscope_result process_ask_start(struct process *process, struct sockscope_error *error);

/* Tells the sink of a process, once. Returns 0 or an errno. */
int process_tell(struct process *process, const struct sockscope_sink *sink);

void process_list_free(struct process_list *list);

#endif
