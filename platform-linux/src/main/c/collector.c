// SPDX-License-Identifier: Apache-2.0
/* The Linux collector: the kernel's tables by sock_diag, joined by inode to the descriptors that procfs shows. */
#include "query.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct sockscope_table {
    int procfs;    /* /proc */
    uint32_t ways; /* that may be taken: enum tables_way */
};

/* The ways that a method allows; 0 if there is no such method. */
static uint32_t ways_of(const char *method)
{
    if (method == NULL)
        return TABLES_BY_SOCK_DIAG | TABLES_BY_PROCFS;
    if (strcmp(method, "sock_diag") == 0)
        return TABLES_BY_SOCK_DIAG;
    return strcmp(method, "procfs") == 0 ? TABLES_BY_PROCFS : 0;
}

enum sockscope_result sockscope_open(const char *method, struct sockscope_table **table, struct sockscope_error *error)
{
    struct sockscope_table opened = {.ways = ways_of(method)};
    if (opened.ways == 0)
        return sockscope_fail(error, SOCKSCOPE_SYSTEM_CALL_FAILED, "choice of a method (sock_diag, procfs)", EINVAL,
                              -1);
    opened.procfs = open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (opened.procfs < 0)
        return sockscope_fail(error, SOCKSCOPE_SYSTEM_CALL_FAILED, "open of /proc", errno, -1);
    *table = malloc(sizeof **table);
    if (*table == NULL) {
        close(opened.procfs);
        return sockscope_fail_sink(error, ENOMEM);
    }
    **table = opened;
    return SOCKSCOPE_OK;
}

void sockscope_close(struct sockscope_table *table)
{
    if (table == NULL)
        return;
    close(table->procfs);
    free(table);
}

static const char *method_of(uint32_t ways)
{
    switch (ways) {
    case TABLES_BY_PROCFS:
        return "procfs";
    case TABLES_BY_SOCK_DIAG | TABLES_BY_PROCFS:
        return "sock_diag, procfs";
    default:
        return "sock_diag";
    }
}

enum sockscope_result sockscope_read(struct sockscope_table *table, const struct sockscope_request *request,
                                     const struct sockscope_sink *sink, struct sockscope_answer *answer,
                                     struct sockscope_error *error)
{
    struct procfs procfs = {.directory = table->procfs};
    struct query query = {
        .procfs = &procfs,
        .request = request,
        .sink = sink,
        .error = error,
        .allowed_ways = table->ways,
    };
    socket_table_init(&query.table);
    enum sockscope_result result = procfs_look(&procfs, error);
    if (result == SOCKSCOPE_OK)
        result = request->pid == SOCKSCOPE_EVERY_PROCESS ? query_read_machine(&query) : query_read_process(&query);
    *answer = (struct sockscope_answer){.method = method_of(query.ways), .intact = query.table.intact};
    query_free(&query);
    return result;
}
