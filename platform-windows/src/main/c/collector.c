// SPDX-License-Identifier: Apache-2.0
/*
 * The Windows collector: the four tables of iphlpapi, which name the process that made each socket, and the list of
 * processes. No rights are needed: the tables show everyone's sockets. Sockets of AF_UNIX are in no table that there is.
 *
 * A socket goes by the pid of its creator for good. It may have been handed to another process since, and its creator may
 * have ended; the pid is told even then. Once the pid lives again, though, it is that of a stranger: a process that
 * started after the socket was made. Both moments are the clock's of their time, so that where the clock was set back in
 * between, an owner may look like such a stranger. Of processes that may not be opened, which needs their user's rights or
 * the administrator's, the start isn't told, and their pids are taken as they are.
 */
#include "inet_table.h"
#include "processes.h"

#include <stdlib.h>
#include <string.h>

#define METHOD "iphlpapi"
#define PROTOCOLS (SOCKSCOPE_UDP6 + 1)

/* The kernel's own process, whose pid lives only once. */
#define SYSTEM_PID 4

_Static_assert(SOCKSCOPE_NO_MEMORY == ERROR_NOT_ENOUGH_MEMORY, "SOCKSCOPE_NO_MEMORY is an error code of Windows");

/* The tables are asked anew by each query, so that nothing stays open. */
struct sockscope_table {
    char unused;
};

struct query {
    const struct sockscope_request *request;
    const struct sockscope_sink *sink;
    struct sockscope_error *error;
    struct inet_table tables[PROTOCOLS]; /* by protocol */
    struct process_list processes;
};

enum sockscope_result sockscope_open(const char *method, struct sockscope_table **table, struct sockscope_error *error)
{
    if (method != NULL && strcmp(method, METHOD) != 0)
        return sockscope_fail(error, SOCKSCOPE_SYSTEM_CALL_FAILED, "choice of a method (" METHOD ")",
                              ERROR_INVALID_PARAMETER, -1);
    *table = malloc(sizeof **table);
    return *table == NULL ? sockscope_fail_sink(error, ENOMEM) : SOCKSCOPE_OK;
}

void sockscope_close(struct sockscope_table *table)
{
    free(table);
}

static bool is_wanted(const struct query *query, enum sockscope_protocol protocol)
{
    return (query->request->protocols & UINT32_C(1) << protocol) != 0;
}

static enum sockscope_result read_tables(struct query *query)
{
    enum sockscope_result result = SOCKSCOPE_OK;
    for (enum sockscope_protocol protocol = 0; protocol < PROTOCOLS && result == SOCKSCOPE_OK; protocol++) {
        if (is_wanted(query, protocol))
            result = inet_table_read(protocol, &query->tables[protocol], query->error);
    }
    return result;
}

/* Lists the processes anew; the one that is asked for must be among them. */
static enum sockscope_result read_processes(struct query *query)
{
    int64_t pid = query->request->pid;
    processes_free(&query->processes);
    enum sockscope_result result = processes_read(&query->processes, query->error);
    if (result == SOCKSCOPE_OK && pid != SOCKSCOPE_EVERY_PROCESS && processes_find(&query->processes, pid) == NULL)
        result = sockscope_fail(query->error, SOCKSCOPE_NO_SUCH_PROCESS, "Process32NextW", ERROR_NOT_FOUND, pid);
    return result;
}

/* Whether the pid of a socket's owner is that of a process which started after the socket was made. */
static bool is_stranger(struct process *process, const struct inet_row *row)
{
    return process->pid != SYSTEM_PID && row->created != 0 && process_started(process) > row->created;
}

/* Says whose the socket of a row is. The process is the one that has the owner's pid now; NULL if there is none. */
static void set_owner(struct inet_row *row, struct process *process)
{
    struct sockscope_socket *socket = &row->socket;
    socket->fd = -1;
    socket->pid_kind = SOCKSCOPE_PID_ABSENT;
    if (row->owner == 0) {
        socket->ownership = SOCKSCOPE_OWNER_NONE;
    } else if (process != NULL && is_stranger(process, row)) {
        socket->ownership = SOCKSCOPE_OWNER_CHANGED;
    } else {
        socket->ownership = SOCKSCOPE_OWNER_KNOWN;
        socket->pid_kind = SOCKSCOPE_PID_CREATOR;
        socket->pid = row->owner;
    }
}

static int emit_row(struct query *query, struct inet_row *row)
{
    int64_t wanted = query->request->pid;
    if (wanted != SOCKSCOPE_EVERY_PROCESS && row->owner != wanted)
        return 0;
    struct process *process = processes_find(&query->processes, row->owner);
    set_owner(row, process);
    bool owned = row->socket.ownership == SOCKSCOPE_OWNER_KNOWN;
    if (wanted != SOCKSCOPE_EVERY_PROCESS && !owned)
        return 0;
    int failure = owned && process != NULL ? process_emit_name(process, query->sink) : 0;
    return failure == 0 ? query->sink->socket(query->sink->context, &row->socket) : failure;
}

static enum sockscope_result emit_table(struct query *query, enum sockscope_protocol protocol)
{
    const struct inet_table *table = &query->tables[protocol];
    for (size_t i = 0; i < table->count; i++) {
        struct inet_row row = inet_table_row(protocol, table, i);
        int failure = emit_row(query, &row);
        if (failure != 0)
            return sockscope_fail_sink(query->error, failure);
    }
    return SOCKSCOPE_OK;
}

enum sockscope_result sockscope_read(struct sockscope_table *table, const struct sockscope_request *request,
                                     const struct sockscope_sink *sink, struct sockscope_answer *answer,
                                     struct sockscope_error *error)
{
    (void)table;
    struct query query = {.request = request, .sink = sink, .error = error};
    enum sockscope_result result = SOCKSCOPE_OK;
    if (request->pid != SOCKSCOPE_EVERY_PROCESS)
        result = read_processes(&query);
    if (result == SOCKSCOPE_OK)
        result = read_tables(&query);
    if (result == SOCKSCOPE_OK)
        result = read_processes(&query);
    for (enum sockscope_protocol protocol = 0; protocol < PROTOCOLS && result == SOCKSCOPE_OK; protocol++)
        result = emit_table(&query, protocol);
    *answer = (struct sockscope_answer){.method = METHOD, .intact = true};
    for (enum sockscope_protocol protocol = 0; protocol < PROTOCOLS; protocol++)
        inet_table_free(&query.tables[protocol]);
    processes_free(&query.processes);
    return result;
}
