// SPDX-License-Identifier: Apache-2.0
/* The Linux collector: the kernel's tables by sock_diag, joined by inode to the descriptors that procfs shows. */
#include "query.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct sockscope_table {
    int procfs; /* /proc */
};

enum sockscope_result sockscope_open(struct sockscope_table **table, struct sockscope_error *error)
{
    *table = malloc(sizeof **table);
    if (*table == NULL)
        return sockscope_fail_sink(error, ENOMEM);
    (*table)->procfs = open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC);
    if ((*table)->procfs < 0) {
        sockscope_fail(error, SOCKSCOPE_SYSTEM_CALL_FAILED, "open of /proc", errno, -1);
        free(*table);
        *table = NULL;
        return error->result;
    }
    return SOCKSCOPE_OK;
}

void sockscope_close(struct sockscope_table *table)
{
    if (table == NULL)
        return;
    close(table->procfs);
    free(table);
}

/*
 * The network namespace of this thread, whose tables sock_diag shows. The look also tells whether /proc is a procfs that
 * knows this process; on any other no holder would be found, which would look as if there were none.
 */
static enum sockscope_result read_own_netns(struct query *query)
{
    struct stat netns;
    if (fstatat(query->procfs, "thread-self/ns/net", &netns, 0) == 0) {
        query->netns = netns.st_ino;
        return SOCKSCOPE_OK;
    }
    if (fstatat(query->procfs, "self/fd", &netns, 0) == 0)
        return SOCKSCOPE_OK; /* a kernel without namespaces */
    return query_fail(query, "stat of /proc/self (is procfs mounted, and of this pid namespace?)", errno, -1);
}

enum sockscope_result sockscope_read(struct sockscope_table *table, const struct sockscope_request *request,
                                     const struct sockscope_sink *sink, struct sockscope_answer *answer,
                                     struct sockscope_error *error)
{
    struct query query = {.procfs = table->procfs, .request = request, .sink = sink, .error = error};
    socket_table_init(&query.table);
    enum sockscope_result result = read_own_netns(&query);
    if (result == SOCKSCOPE_OK)
        result = request->pid == SOCKSCOPE_EVERY_PROCESS ? query_read_machine(&query) : query_read_process(&query);
    *answer = (struct sockscope_answer){.method = "sock_diag", .intact = query.table.intact};
    query_free(&query);
    return result;
}
