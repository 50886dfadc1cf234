// SPDX-License-Identifier: Apache-2.0
/* The collector of macOS: the descriptors that libproc shows, and the tables of sockets that the sysctls give. */
#include "query.h"

#include <stdlib.h>
#include <string.h>

#define LIBPROC "libproc"

struct sockscope_table {
    bool only_libproc;
};

enum sockscope_result sockscope_open(const char *method, struct sockscope_table **table, struct sockscope_error *error)
{
    if (method != NULL && strcmp(method, LIBPROC) != 0)
        return sockscope_fail(error, SOCKSCOPE_SYSTEM_CALL_FAILED, "choice of a method (" LIBPROC ")", EINVAL, -1);
    *table = malloc(sizeof **table);
    if (*table == NULL)
        return sockscope_fail_sink(error, ENOMEM);
    **table = (struct sockscope_table){.only_libproc = method != NULL};
    return SOCKSCOPE_OK;
}

void sockscope_close(struct sockscope_table *table)
{
    free(table);
}

enum sockscope_result sockscope_read(struct sockscope_table *table, const struct sockscope_request *request,
                                     const struct sockscope_sink *sink, struct sockscope_answer *answer,
                                     struct sockscope_error *error)
{
    bool one = request->pid != SOCKSCOPE_EVERY_PROCESS;
    struct query query = {
        .request = request,
        .sink = sink,
        .error = error,
        .only_libproc = table->only_libproc,
    };
    enum sockscope_result result = one ? query_read_process(&query) : query_read_machine(&query);
    *answer = (struct sockscope_answer){
        .method = query.table.any ? LIBPROC ", sysctl" : LIBPROC,
        .intact = one || query.table.intact,
    };
    descriptors_free(&query.descriptors);
    pcb_table_free(&query.table);
    return result;
}
