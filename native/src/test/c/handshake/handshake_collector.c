// SPDX-License-Identifier: Apache-2.0
/* A collector that collects nothing: every call fails, and only the format of the rows can be asked for. */
#include "sockscope.h"

enum sockscope_result sockscope_open(const char *method, struct sockscope_table **table, struct sockscope_error *error)
{
    (void)method;
    *table = NULL;
    return sockscope_fail(error, SOCKSCOPE_SYSTEM_CALL_FAILED, "sockscope_open", ENOSYS, -1);
}

enum sockscope_result sockscope_read(struct sockscope_table *table, const struct sockscope_request *request,
                                     const struct sockscope_sink *sink, struct sockscope_answer *answer,
                                     struct sockscope_error *error)
{
    (void)table;
    (void)request;
    (void)sink;
    (void)answer;
    return sockscope_fail(error, SOCKSCOPE_SYSTEM_CALL_FAILED, "sockscope_read", ENOSYS, -1);
}

void sockscope_close(struct sockscope_table *table)
{
    (void)table;
}
