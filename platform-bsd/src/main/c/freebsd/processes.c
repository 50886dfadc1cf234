// SPDX-License-Identifier: Apache-2.0
#include "processes.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* So much of a record must be there. */
#define LEAST (offsetof(struct kinfo_proc, ki_comm) + COMMLEN + 1)

/* Each record begins with its size. 0 if what is there can't be one. */
static size_t record_size(const struct sysctl_buffer *buffer, size_t at)
{
    size_t rest = buffer->size - at;
    int size = 0;
    if (rest >= sizeof size)
        memcpy(&size, buffer->data + at, sizeof size);
    return size >= (int)LEAST && (size_t)size <= rest ? (size_t)size : 0;
}

static struct process process_of(const uint8_t *record)
{
    struct kinfo_proc from;
    memset(&from, 0, sizeof from);
    memcpy(&from, record, LEAST);
    struct process process = {
        .pid = from.ki_pid,
        .ended = from.ki_stat == SZOMB,
        .ending = (from.ki_flag & P_WEXIT) != 0,
        .started = from.ki_start,
    };
    memcpy(process.name, from.ki_comm, sizeof process.name);
    return process;
}

static int compare(const void *a, const void *b)
{
    int64_t left = ((const struct process *)a)->pid;
    int64_t right = ((const struct process *)b)->pid;
    return left < right ? -1 : left > right;
}

/* A record that is not understood ends the list; it is of names, which may be missing. */
static int fill(const struct sysctl_buffer *buffer, struct process_list *list)
{
    size_t size;
    size_t count = 0;
    for (size_t at = 0; (size = record_size(buffer, at)) > 0; at += size)
        count++;
    if (count == 0)
        return 0;
    list->entries = malloc(count * sizeof *list->entries);
    if (list->entries == NULL)
        return ENOMEM;
    for (size_t at = 0; (size = record_size(buffer, at)) > 0; at += size)
        list->entries[list->count++] = process_of(buffer->data + at);
    qsort(list->entries, list->count, sizeof *list->entries, compare);
    return 0;
}

enum sockscope_result processes_read(struct process_list *list, struct sockscope_error *error)
{
    static const int name[] = {CTL_KERN, KERN_PROC, KERN_PROC_PROC};
    static const struct sysctl_table table = {"sysctl of kern.proc.proc", name, sizeof name / sizeof *name,
                                              sizeof(struct kinfo_proc)};
    struct sysctl_buffer buffer = {0};
    enum sockscope_result result = sysctl_buffer_read(&buffer, &table, error);
    int failure = result == SOCKSCOPE_OK ? fill(&buffer, list) : 0;
    sysctl_buffer_free(&buffer);
    return failure == 0 ? result : sockscope_fail_sink(error, failure);
}

struct process *processes_find(const struct process_list *list, int64_t pid)
{
    struct process wanted = {.pid = pid};
    return list->count == 0 ? NULL : bsearch(&wanted, list->entries, list->count, sizeof *list->entries, compare);
}

/* The kernel also finds a process by the number of one of its threads, which is above all pids (pget(9)). */
static enum sockscope_result understand(const struct sysctl_buffer *buffer, int64_t pid, struct process *process,
                                        const char *call, struct sockscope_error *error)
{
    if (record_size(buffer, 0) == 0)
        return sockscope_fail(error, SOCKSCOPE_SYSTEM_CALL_FAILED, call, EINVAL, pid);
    *process = process_of(buffer->data);
    return process->pid == pid ? SOCKSCOPE_OK : sockscope_fail(error, SOCKSCOPE_NO_SUCH_PROCESS, call, ESRCH, pid);
}

enum sockscope_result process_read(int64_t pid, struct process *process, struct sockscope_error *error)
{
    const int name[] = {CTL_KERN, KERN_PROC, KERN_PROC_PID, (int)pid};
    const struct sysctl_table table = {"sysctl of kern.proc.pid", name, sizeof name / sizeof *name,
                                       sizeof(struct kinfo_proc)};
    struct sysctl_buffer buffer = {0};
    if (pid < 0 || pid > INT32_MAX)
        return sockscope_fail(error, SOCKSCOPE_NO_SUCH_PROCESS, table.call, ESRCH, pid);
    enum sockscope_result result = sysctl_buffer_read(&buffer, &table, error);
    if (result == SOCKSCOPE_OK)
        result = understand(&buffer, pid, process, table.call, error);
    else if (result == SOCKSCOPE_SYSTEM_CALL_FAILED && error->code == ESRCH)
        result = sockscope_fail(error, SOCKSCOPE_NO_SUCH_PROCESS, table.call, ESRCH, pid);
    sysctl_buffer_free(&buffer);
    return result;
}

bool process_is_same(const struct process *a, const struct process *b)
{
    return a->pid == b->pid && a->started.tv_sec == b->started.tv_sec && a->started.tv_usec == b->started.tv_usec;
}

int process_emit_name(struct process *process, const struct sockscope_sink *sink)
{
    if (process->named)
        return 0;
    process->named = true;
    struct sockscope_process row = {
        .pid = process->pid,
        .name = (const uint8_t *)process->name,
        .name_size = strnlen(process->name, sizeof process->name),
    };
    return sink->process(sink->context, &row);
}

void processes_free(struct process_list *list)
{
    free(list->entries);
    *list = (struct process_list){0};
}
