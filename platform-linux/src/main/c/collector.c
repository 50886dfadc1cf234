// SPDX-License-Identifier: Apache-2.0
/* The Linux collector: the ways to read the kernel's sockets and their holders, and the choice of one. */
#include "bpf.h"
#include "query.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A way to read sockets and their holders. */
struct way {
    const char *method; /* the name that forces it */
    uint32_t tables;    /* how it may read tables if it is forced: enum tables_way */
    enum sockscope_result (*read_machine)(struct query *query);
    enum sockscope_result (*read_process)(struct query *query);
};

/* Best first. */
static const struct way ways[] = {
    {"bpf", TABLES_BY_SOCK_DIAG | TABLES_BY_PROCFS, bpf_read_machine, bpf_read_process},
    {"sock_diag", TABLES_BY_SOCK_DIAG, query_read_machine, query_read_process},
    {"procfs", TABLES_BY_PROCFS, query_read_machine, query_read_process},
    /* Taken only if it is forced: while a duplicate is held the process' own close of the socket tells the peer nothing. */
    {"pidfd_getfd", TABLES_BY_SOCK_DIAG, query_read_machine, query_read_process_borrowing},
};

#define WAY_COUNT (sizeof ways / sizeof *ways)
#define CHOICE_COUNT (WAY_COUNT - 1)

struct sockscope_table {
    int procfs;               /* /proc */
    struct procfs_self self;
    const struct way *forced; /* the one that may be taken, NULL for the best that is open */
    struct bpf bpf;
    struct unheld unheld;
    struct process_history history;
};

/* Finds the way that a method forces. Returns false if there is no such method. */
static bool find_way(const char *method, const struct way **way)
{
    *way = NULL;
    if (method == NULL)
        return true;
    for (size_t i = 0; i < WAY_COUNT && *way == NULL; i++) {
        if (strcmp(method, ways[i].method) == 0)
            *way = &ways[i];
    }
    return *way != NULL;
}

enum sockscope_result sockscope_open(const char *method, struct sockscope_table **table, struct sockscope_error *error)
{
    const struct way *forced;
    if (!find_way(method, &forced))
        return sockscope_fail(error, SOCKSCOPE_SYSTEM_CALL_FAILED,
                              "choice of a method (bpf, sock_diag, procfs, pidfd_getfd)", EINVAL, -1);
    int procfs = open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (procfs < 0)
        return sockscope_fail(error, SOCKSCOPE_SYSTEM_CALL_FAILED, "open of /proc", errno, -1);
    *table = malloc(sizeof **table);
    if (*table == NULL) {
        close(procfs);
        return sockscope_fail_sink(error, ENOMEM);
    }
    (*table)->procfs = procfs;
    atomic_init(&(*table)->self.known, 0);
    (*table)->forced = forced;
    bpf_init(&(*table)->bpf);
    unheld_init(&(*table)->unheld);
    process_history_init(&(*table)->history);
    return SOCKSCOPE_OK;
}

void sockscope_close(struct sockscope_table *table)
{
    if (table == NULL)
        return;
    bpf_free(&table->bpf);
    close(table->procfs);
    unheld_destroy(&table->unheld);
    process_history_destroy(&table->history);
    free(table);
}

static const char *method_of(const struct way *way, uint32_t tables, bool borrowed)
{
    if (way->read_machine == bpf_read_machine || borrowed)
        return way->method;
    switch (tables) {
    case TABLES_BY_PROCFS:
        return "procfs";
    case TABLES_BY_SOCK_DIAG | TABLES_BY_PROCFS:
        return "sock_diag, procfs";
    default:
        return "sock_diag";
    }
}

/* All but the shortest, that to one process by BPF, begin with a look around. */
static enum sockscope_result take(const struct way *way, struct query *query)
{
    bool machine = query->request->pid == SOCKSCOPE_EVERY_PROCESS;
    enum sockscope_result result = SOCKSCOPE_OK;
    if (machine || way->read_process != bpf_read_process)
        result = procfs_look(query->procfs, query->error);
    if (result != SOCKSCOPE_OK)
        return result;
    return machine ? way->read_machine(query) : way->read_process(query);
}

/* Takes the best way that turns out to be open, or the one that is forced. */
static enum sockscope_result read_by_ways(const struct sockscope_table *table, struct query *query,
                                          const struct way **way)
{
    *way = table->forced;
    if (*way != NULL) {
        query->allowed_ways = (*way)->tables;
        return take(*way, query);
    }
    query->allowed_ways = TABLES_BY_SOCK_DIAG | TABLES_BY_PROCFS;
    for (size_t i = 0;; i++) {
        *way = &ways[i];
        enum sockscope_result result = take(*way, query);
        if (!query->refused || i + 1 == CHOICE_COUNT)
            return result;
        query_restart(query);
    }
}

enum sockscope_result sockscope_read(struct sockscope_table *table, const struct sockscope_request *request,
                                     const struct sockscope_sink *sink, struct sockscope_answer *answer,
                                     struct sockscope_error *error)
{
    struct procfs procfs;
    struct query query = {
        .procfs = &procfs,
        .bpf = &table->bpf,
        .request = request,
        .sink = sink,
        .error = error,
        .unheld = &table->unheld,
        .history = &table->history,
    };
    const struct way *way = &ways[0];
    socket_table_init(&query.table);
    procfs_init(&procfs, table->procfs, &table->self);
    enum sockscope_result result = read_by_ways(table, &query, &way);
    *answer = (struct sockscope_answer){
        .method = method_of(way, query.ways, query.borrowed), .intact = query.table.intact, .lost = query.table.lost};
    query_free(&query);
    return result;
}
