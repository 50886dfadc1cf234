// SPDX-License-Identifier: Apache-2.0
/*
 * The processes of the machine. Which there are is found out by listing them: OpenProcess rounds a pid down to a multiple
 * of four, so that it finds processes that were not meant, and may not open those that are protected.
 */
#ifndef SOCKSCOPE_WINDOWS_PROCESSES_H
#define SOCKSCOPE_WINDOWS_PROCESSES_H

#include "sockscope.h"

#include <windows.h>

struct process {
    uint32_t pid;
    bool asked;       /* for its start */
    bool named;       /* the sink knows its name */
    uint64_t started; /* 0 until it was asked for, and if it may not be */
    WCHAR name[MAX_PATH];
};

struct process_list {
    struct process *entries; /* by pid */
    size_t count;
    size_t capacity;
};

/* Lists them. The list, of zeros before, is to be freed in any case. */
enum sockscope_result processes_read(struct process_list *list, struct sockscope_error *error);

/* The process of that pid; NULL if there is none. */
struct process *processes_find(const struct process_list *list, int64_t pid);

/* When a process started, in units of 100 ns since 1601; 0 if that can't be had. */
uint64_t process_started(struct process *process);

/* Tells the sink the name of a process, once. Returns 0 or an errno. */
int process_emit_name(struct process *process, const struct sockscope_sink *sink);

void processes_free(struct process_list *list);

#endif
