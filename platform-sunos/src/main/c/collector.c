// SPDX-License-Identifier: Apache-2.0
/*
 * The collector of SunOS: illumos and Solaris. The MIB of TCP and UDP has the endpoints of the zone, to everyone; who holds
 * them is told by /proc/PID/fdinfo where it is there and may be read, and else guessed by the process that made them.
 * Sockets of AF_UNIX are in neither.
 */
#include "endpoints.h"
#include "owner.h"
#include "statistics.h"

#include <stdlib.h>
#include <string.h>

#define METHOD "mib2"
#define METHOD_WITH_HOLDERS "mib2, fdinfo"

/* Where connections come and go all the time, some reading must do. */
#define READINGS 3

/* The tables are asked anew by each query, so that nothing stays open. */
struct sockscope_table {
    bool asks_for_holders;
};

struct query {
    const struct sockscope_request *request;
    const struct sockscope_sink *sink;
    struct sockscope_error *error;
    struct mib mib;
    bool moved;
    struct endpoints endpoints;
    struct process_list processes;
    struct descriptor_list descriptors;
    struct holders *holders; /* by endpoint */
    bool descriptors_are_told;
};

enum sockscope_result sockscope_open(const char *method, struct sockscope_table **table, struct sockscope_error *error)
{
    bool with_holders = method == NULL || strcmp(method, METHOD_WITH_HOLDERS) == 0;
    if (!with_holders && strcmp(method, METHOD) != 0)
        return sockscope_fail(error, SOCKSCOPE_SYSTEM_CALL_FAILED,
                              "choice of a method (" METHOD "; " METHOD_WITH_HOLDERS ")", EINVAL, -1);
    *table = malloc(sizeof **table);
    if (*table == NULL)
        return sockscope_fail_sink(error, ENOMEM);
    (*table)->asks_for_holders = with_holders;
    return SOCKSCOPE_OK;
}

void sockscope_close(struct sockscope_table *table)
{
    free(table);
}

static bool wants_tcp(const struct sockscope_request *request)
{
    return (request->protocols & (UINT32_C(1) << SOCKSCOPE_TCP4 | UINT32_C(1) << SOCKSCOPE_TCP6)) != 0;
}

/* Reads until no connection came or went meanwhile; of UDP that can't be told. */
static enum sockscope_result read_mib(struct query *query)
{
    struct statistics before;
    struct statistics after;
    enum sockscope_result result = SOCKSCOPE_OK;
    statistics_read(&before);
    for (enum sockscope_protocol protocol = 0; protocol < ENDPOINT_PROTOCOLS && result == SOCKSCOPE_OK; protocol++)
        result = mib_reserve(&query->mib, protocol, statistics_table_size(&before, protocol), query->error);
    for (int reading = 0; reading < READINGS && result == SOCKSCOPE_OK; reading++) {
        result = mib_read(&query->mib, query->error);
        if (result != SOCKSCOPE_OK)
            break;
        statistics_read(&after);
        query->moved = wants_tcp(query->request) && statistics_moved(&before, &after);
        if (!query->moved)
            break;
        before = after;
    }
    if (result == SOCKSCOPE_OK)
        result = endpoints_read(&query->endpoints, &query->mib, query->error);
    mib_free(&query->mib);
    return result;
}

static enum sockscope_result find_holders(struct query *query)
{
    enum sockscope_result result = SOCKSCOPE_OK;
    for (size_t i = 0; i < query->processes.count && query->descriptors_are_told && result == SOCKSCOPE_OK; i++)
        result = descriptors_read(&query->descriptors, &query->processes.entries[i], query->error);
    if (result == SOCKSCOPE_OK)
        result = holders_find(&query->holders, &query->endpoints, &query->descriptors, query->error);
    return result;
}

static bool is_wanted(const struct query *query, const struct endpoint *endpoint)
{
    return !endpoint->listed_twice && (query->request->protocols & UINT32_C(1) << endpoint->socket.protocol) != 0;
}

/* A row of a process that is asked for, or of any if that is every process. */
static enum sockscope_result emit_row(struct query *query, const struct sockscope_socket *socket)
{
    int64_t wanted = query->request->pid;
    bool owned = socket->ownership == SOCKSCOPE_OWNER_KNOWN;
    if (wanted != SOCKSCOPE_EVERY_PROCESS && (!owned || socket->pid != wanted))
        return SOCKSCOPE_OK;
    struct process *process = owned ? process_find(&query->processes, socket->pid) : NULL;
    int failure = process == NULL ? 0 : process_tell(process, query->sink);
    if (failure == 0)
        failure = query->sink->socket(query->sink->context, socket);
    return failure == 0 ? SOCKSCOPE_OK : sockscope_fail_sink(query->error, failure);
}

static enum sockscope_result emit_held(struct query *query, struct sockscope_socket *socket,
                                       const struct holders *holders)
{
    enum sockscope_result result = SOCKSCOPE_OK;
    size_t count = holders->fd_unknown ? 1 : holders->count;
    socket->ownership = SOCKSCOPE_OWNER_KNOWN;
    socket->pid_kind = SOCKSCOPE_PID_HOLDER;
    for (size_t i = 0; i < count && result == SOCKSCOPE_OK; i++) {
        socket->pid = holders->first[i].pid;
        socket->fd = holders->fd_unknown ? -1 : holders->first[i].fd;
        result = emit_row(query, socket);
    }
    return result;
}

static enum sockscope_result emit_endpoint(struct query *query, struct endpoint *endpoint,
                                           const struct holders *holders)
{
    struct owner_search search = {&query->processes, query->descriptors_are_told};
    if (holders->first != NULL && !holders->unsure)
        return emit_held(query, &endpoint->socket, holders);
    enum sockscope_result result = owner_set(&search, endpoint, holders, query->error);
    return result == SOCKSCOPE_OK ? emit_row(query, &endpoint->socket) : result;
}

/* Those that may not be read hide what they hold. */
static enum sockscope_result tell_unreadable(struct query *query)
{
    int failure = 0;
    for (size_t i = 0; i < query->processes.count && failure == 0; i++) {
        struct process *process = &query->processes.entries[i];
        if (process->reading == PROCESS_UNREADABLE)
            failure = process_tell(process, query->sink);
    }
    return failure == 0 ? SOCKSCOPE_OK : sockscope_fail_sink(query->error, failure);
}

static enum sockscope_result emit(struct query *query)
{
    enum sockscope_result result = tell_unreadable(query);
    for (size_t i = 0; i < query->endpoints.count && result == SOCKSCOPE_OK; i++) {
        if (is_wanted(query, &query->endpoints.entries[i]))
            result = emit_endpoint(query, &query->endpoints.entries[i], &query->holders[i]);
    }
    return result;
}

/* The process that is asked for must be there from the begin to the end. */
static enum sockscope_result check_process(const struct query *query)
{
    int64_t pid = query->request->pid;
    return pid == SOCKSCOPE_EVERY_PROCESS ? SOCKSCOPE_OK : process_must_live(pid, query->error);
}

enum sockscope_result sockscope_read(struct sockscope_table *table, const struct sockscope_request *request,
                                     const struct sockscope_sink *sink, struct sockscope_answer *answer,
                                     struct sockscope_error *error)
{
    struct query query = {.request = request, .sink = sink, .error = error};
    enum sockscope_result result = check_process(&query);
    if (result == SOCKSCOPE_OK)
        result = read_mib(&query);
    query.descriptors_are_told = table->asks_for_holders && descriptors_are_told();
    if (result == SOCKSCOPE_OK)
        result = process_list_read(&query.processes, error);
    if (result == SOCKSCOPE_OK)
        result = find_holders(&query);
    if (result == SOCKSCOPE_OK)
        result = check_process(&query);
    if (result == SOCKSCOPE_OK)
        result = emit(&query);
    *answer = (struct sockscope_answer){
        .method = query.descriptors_are_told ? METHOD_WITH_HOLDERS : METHOD,
        .intact = !query.moved,
    };
    free(query.holders);
    descriptors_free(&query.descriptors);
    process_list_free(&query.processes);
    endpoints_free(&query.endpoints);
    mib_free(&query.mib);
    return result;
}
