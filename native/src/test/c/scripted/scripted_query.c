// SPDX-License-Identifier: Apache-2.0
/* Where a query begins and ends: the linker puts this in front of the collector's own function. */
#include "scripted_query.h"

#include "faults.h"
#include "scenario.h"
#include "scripted_memory.h"
#include "sockscope.h"

enum sockscope_result __real_sockscope_read(struct sockscope_table *table, const struct sockscope_request *request,
                                            const struct sockscope_sink *sink, struct sockscope_answer *answer,
                                            struct sockscope_error *error);
enum sockscope_result __wrap_sockscope_read(struct sockscope_table *table, const struct sockscope_request *request,
                                            const struct sockscope_sink *sink, struct sockscope_answer *answer,
                                            struct sockscope_error *error);

enum sockscope_result __wrap_sockscope_read(struct sockscope_table *table, const struct sockscope_request *request,
                                            const struct sockscope_sink *sink, struct sockscope_answer *answer,
                                            struct sockscope_error *error)
{
    scenario_load();
    faults_reset();
    scripted_memory_reset();
    scripted_kernel_reset();
    enum sockscope_result result = __real_sockscope_read(table, request, sink, answer, error);
    scenario_unload();
    return result;
}
