// SPDX-License-Identifier: Apache-2.0
/*
 * The collector of AIX. No call tells the sockets of a process: its open files are followed through the kernel's own memory,
 * which only root may read. Nothing is touched before that is clear. What the kernel frees under our hands costs the row of
 * one socket, which the answer counts; it never costs the answer.
 *
 * /dev/kmem is opened for each query, since a descriptor has one position only, and queries may be asked by several threads.
 */
#include "kmem.h"
#include "processes.h"
#include "shared_files.h"
#include "sockscope.h"

#include <stdlib.h>
#include <string.h>

#define METHOD "kmem"

struct sockscope_table {
    char unused;
};

struct query {
    const struct sockscope_request *request;
    const struct sockscope_sink *sink;
    struct sockscope_error *error;
    int kmem;
    bool intact;
    uint32_t lost; /* descriptors that could not be followed to their socket */
    struct protocols protocols;
    struct file_list files;
    struct shared_files shared;
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

static enum sockscope_result fail(struct query *query, const char *call, int code, int64_t pid)
{
    if (code == ENOMEM)
        return sockscope_fail_sink(query->error, code);
    bool refused = kmem_is_refusal(code);
    return sockscope_fail(query->error, refused ? SOCKSCOPE_ACCESS_DENIED : SOCKSCOPE_SYSTEM_CALL_FAILED, call, code,
                          pid);
}

static size_t length_of(const struct procentry64 *process)
{
    const char *end = memchr(process->pi_comm, '\0', sizeof process->pi_comm);
    return end == NULL ? sizeof process->pi_comm : (size_t)(end - process->pi_comm);
}

static int emit_name(struct query *query, const struct procentry64 *process)
{
    struct sockscope_process row = {
        .pid = process->pi_pid,
        .name = (const uint8_t *)process->pi_comm,
        .name_size = length_of(process),
    };
    return query->sink->process(query->sink->context, &row);
}

static enum sockscope_result emit(struct query *query, const struct procentry64 *process, size_t fd,
                                  const struct kernel_socket *found)
{
    struct sockscope_socket row = kernel_socket_row(found);
    if ((query->request->protocols & UINT32_C(1) << row.protocol) == 0)
        return SOCKSCOPE_OK;
    row.ownership = SOCKSCOPE_OWNER_KNOWN;
    row.pid_kind = SOCKSCOPE_PID_HOLDER;
    row.pid = process->pi_pid;
    row.fd = (int32_t)fd;
    query->intact = query->intact && found->whole;
    int failure = query->sink->socket(query->sink->context, &row);
    return failure == 0 ? SOCKSCOPE_OK : sockscope_fail_sink(query->error, failure);
}

static enum sockscope_result emit_new(struct query *query, const struct procentry64 *process, size_t fd, uint64_t file)
{
    struct kernel_socket found;
    int failure;
    switch (kernel_socket_read(query->kmem, &query->protocols, file, &found, &failure)) {
    case KERNEL_FILE_OTHER:
        return SOCKSCOPE_OK;
    case KERNEL_FILE_LOST:
        query->intact = false;
        query->lost++;
        return SOCKSCOPE_OK;
    case KERNEL_FILE_REFUSED:
        return fail(query, "read of /dev/kmem", failure, process->pi_pid);
    case KERNEL_FILE_SOCKET:
        break;
    }
    if (found.references > 1 && shared_files_keep(&query->shared, file, &found) != 0)
        return sockscope_fail_sink(query->error, ENOMEM);
    return emit(query, process, fd, &found);
}

static enum sockscope_result read_files(struct query *query, const struct procentry64 *process)
{
    int failure = emit_name(query, process);
    enum sockscope_result result = failure == 0 ? SOCKSCOPE_OK : sockscope_fail_sink(query->error, failure);
    for (size_t fd = 0; fd < query->files.count && result == SOCKSCOPE_OK; fd++) {
        uint64_t file = KERNEL_ADDRESS(query->files.files[fd].fp);
        if (file == 0)
            continue;
        const struct kernel_socket *known = shared_files_find(&query->shared, file);
        result = known != NULL ? emit(query, process, fd, known) : emit_new(query, process, fd, file);
    }
    return result;
}

static enum sockscope_result read_machine(struct query *query)
{
    struct process_list list = {0};
    int failure = processes_list(&list);
    enum sockscope_result result = failure == 0 ? SOCKSCOPE_OK : fail(query, "getprocs64", failure, -1);
    for (size_t i = 0; i < list.count && result == SOCKSCOPE_OK; i++) {
        if (process_has_ended(&list.entries[i]))
            continue;
        failure = process_files(&list.entries[i], &query->files);
        if (failure == 0)
            result = read_files(query, &list.entries[i]);
        else if (failure != ESRCH)
            result = fail(query, "getprocs64, files", failure, list.entries[i].pi_pid);
    }
    processes_free(&list);
    return result;
}

static enum sockscope_result read_process(struct query *query)
{
    struct procentry64 process;
    int64_t pid = query->request->pid;
    enum sockscope_result result = SOCKSCOPE_OK;
    int failure = process_find(pid, &process);
    if (failure == 0 && !process_has_ended(&process))
        failure = process_files(&process, &query->files);
    if (failure == 0 && !process_has_ended(&process))
        result = read_files(query, &process);
    if (failure == 0 && result == SOCKSCOPE_OK)
        failure = process_find(pid, &process);
    if (failure == ESRCH)
        return sockscope_fail(query->error, SOCKSCOPE_NO_SUCH_PROCESS, "getprocs64", failure, pid);
    if (failure == 0 && process_has_ended(&process))
        return sockscope_fail(query->error, SOCKSCOPE_ZOMBIE_PROCESS, "getprocs64", ESRCH, pid);
    return failure == 0 ? result : fail(query, "getprocs64", failure, pid);
}

enum sockscope_result sockscope_read(struct sockscope_table *table, const struct sockscope_request *request,
                                     const struct sockscope_sink *sink, struct sockscope_answer *answer,
                                     struct sockscope_error *error)
{
    (void)table;
    struct query query = {.request = request, .sink = sink, .error = error, .kmem = kmem_open(), .intact = true};
    if (query.kmem < 0)
        return fail(&query, "open of /dev/kmem", -query.kmem, request->pid);
    bool one = request->pid != SOCKSCOPE_EVERY_PROCESS;
    enum sockscope_result result = one ? read_process(&query) : read_machine(&query);
    *answer = (struct sockscope_answer){.method = METHOD, .intact = query.intact, .lost = query.lost};
    process_files_free(&query.files);
    shared_files_free(&query.shared);
    kmem_close(query.kmem);
    return result;
}
