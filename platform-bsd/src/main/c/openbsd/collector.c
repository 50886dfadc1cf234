// SPDX-License-Identifier: Apache-2.0
/*
 * The OpenBSD collector. kvm_getfiles is the door that the system documents for what it has open, and that its own fstat
 * and netstat go through. With KVM_NO_FILES it asks by sysctl and needs no rights; it knows the size of a table that grows
 * while it is read, and which name of sysctl the kernel of the day has for it. What it gives belongs to the handle, which
 * no two threads may use at once: each table is read through a handle of its own.
 *
 * By process the kernel tells each descriptor together with its socket, so that nothing has to be joined: a shared socket is
 * there under each of its holders. Everyone is shown everything but the kernel's addresses, so that the peer of a UNIX
 * socket can't be told.
 */
#include "query.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define METHOD "kvm"

/* The kernel is asked anew by each query, so that nothing stays open. */
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
    struct query query = {.request = request, .sink = sink, .error = error, .named = -1};
    bool every = request->pid == SOCKSCOPE_EVERY_PROCESS;
    enum sockscope_result result = every ? query_read_machine(&query) : query_read_process(&query);
    *answer = (struct sockscope_answer){.method = METHOD, .intact = true};
    connection_keys_free(&query.held);
    return result;
}
