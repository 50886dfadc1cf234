// SPDX-License-Identifier: Apache-2.0
/* The sockets of one process, which must be the same before and after. The kernel's own has none, and may be asked for. */
#include "query.h"

static const char identify[] = "proc_pidinfo, PROC_PIDTBSDINFO";

static int visit_descriptor(void *context, int32_t fd, const struct socket_info *info)
{
    struct query *query = context;
    struct sockscope_socket socket;
    if (!query_wants(query, info, &socket))
        return 0;
    return query_emit_held(query, &socket, (pid_t)query->request->pid, fd, NULL);
}

static enum sockscope_result fail_process(struct query *query, const char *call, int code)
{
    enum sockscope_result result = process_explain((pid_t)query->request->pid, code);
    if (result == SOCKSCOPE_SYSTEM_CALL_FAILED)
        return query_fail(query, call, code, query->request->pid);
    return sockscope_fail(query->error, result, call, code, query->request->pid);
}

enum sockscope_result query_read_process(struct query *query)
{
    struct process_identity before, after;
    const char *call = identify;
    pid_t pid = (pid_t)query->request->pid;
    if (pid != query->request->pid)
        return sockscope_fail(query->error, SOCKSCOPE_NO_SUCH_PROCESS, call, ESRCH, query->request->pid);
    if (pid == PROCESSES_KERNEL)
        return SOCKSCOPE_OK;
    int failure = process_identify(pid, &before);
    if (failure == 0)
        failure = query_emit_name(query, pid, &before);
    if (failure == 0)
        failure = descriptors_walk(pid, &query->descriptors, visit_descriptor, query, &call);
    if (failure == 0) {
        call = identify;
        failure = process_identify(pid, &after);
    }
    if (failure == 0 && before.started != after.started)
        failure = ESRCH;
    return failure == 0 ? SOCKSCOPE_OK : fail_process(query, call, failure);
}
