// SPDX-License-Identifier: Apache-2.0
/*
 * The FreeBSD collector: sysctl alone. The tables that it gives are what the system's own netstat(1) and sockstat(1) read;
 * their records have had a fixed layout with room to grow since FreeBSD 12, and tell their sizes. libutil's
 * kinfo_getfile(3) and libprocstat are wrappers around the same calls, which ask once: a table that has grown meanwhile is
 * a failure there, and of a process that has ended they don't say so. libkvm reads the kernel's memory, which takes rights.
 *
 * Of the whole machine the tables of sockets and of descriptors are joined by the kernel's addresses (machine.c); one
 * process has its sockets in the list of its descriptors (one_process.c). What the host's policy hides - other users'
 * processes, what is outside of a jail - is in none of them.
 */
#include "query.h"

#include <stdlib.h>
#include <string.h>

#define METHOD "sysctl"

/* The tables are asked anew by each query, so that nothing stays open. */
struct sockscope_table {
    char unused;
};

enum sockscope_result sockscope_open(const char *method, struct sockscope_table **table, struct sockscope_error *error)
{
    if (method != NULL && strcmp(method, METHOD) != 0)
        return sockscope_fail(error, SOCKSCOPE_SYSTEM_CALL_FAILED, "choice of a method (" METHOD ")", EINVAL, -1);
    *table = malloc(sizeof **table);
    return *table == NULL ? sockscope_fail_sink(error, ENOMEM) : SOCKSCOPE_OK;
}

void sockscope_close(struct sockscope_table *table)
{
    free(table);
}

enum sockscope_result sockscope_read(struct sockscope_table *table, const struct sockscope_request *request,
                                     const struct sockscope_sink *sink, struct sockscope_answer *answer,
                                     struct sockscope_error *error)
{
    (void)table;
    struct query query = {.request = request, .sink = sink, .error = error, .intact = true};
    bool every = request->pid == SOCKSCOPE_EVERY_PROCESS;
    enum sockscope_result result = every ? query_read_machine(&query) : query_read_process(&query);
    *answer = (struct sockscope_answer){.method = METHOD, .intact = query.intact, .lost = query.lost};
    return result;
}
