// SPDX-License-Identifier: Apache-2.0
#include "processes.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include <sys/proc.h>
#include <sys/sysctl.h>

/* What is asked for of each record: all that is used. The kernel cuts its records off there. */
#define RECORD offsetof(struct kinfo_proc2, p_svuid)

static enum sockscope_result read_records(struct sysctl_buffer *buffer, int operation, int argument,
                                          struct sockscope_error *error)
{
    int name[] = {CTL_KERN, KERN_PROC2, operation, argument, (int)RECORD, INT_MAX};
    struct sysctl_table table = {
        .call = "sysctl of kern.proc2", .name = name, .length = sizeof name / sizeof *name, .record = RECORD};
    return sysctl_buffer_read(buffer, &table, error);
}

static int compare(const void *a, const void *b)
{
    int64_t left = ((const struct process *)a)->pid;
    int64_t right = ((const struct process *)b)->pid;
    return left < right ? -1 : left > right;
}

enum sockscope_result processes_read(struct processes *processes, struct sockscope_error *error)
{
    enum sockscope_result result = read_records(&processes->buffer, KERN_PROC_ALL, 0, error);
    size_t count = processes->buffer.size / RECORD;
    if (result != SOCKSCOPE_OK || count == 0)
        return result;
    processes->entries = calloc(count, sizeof *processes->entries);
    if (processes->entries == NULL)
        return sockscope_fail_sink(error, ENOMEM);
    for (; processes->count < count; processes->count++) {
        const uint8_t *at = processes->buffer.data + processes->count * RECORD;
        const char *name = (const char *)at + offsetof(struct kinfo_proc2, p_comm);
        int32_t pid;
        memcpy(&pid, at + offsetof(struct kinfo_proc2, p_pid), sizeof pid);
        processes->entries[processes->count] =
            (struct process){.pid = pid, .name = name, .name_size = strnlen(name, KI_MAXCOMLEN)};
    }
    qsort(processes->entries, count, sizeof *processes->entries, compare);
    return SOCKSCOPE_OK;
}

int processes_tell(struct processes *processes, int64_t pid, bool unreadable, const struct sockscope_sink *sink)
{
    struct process wanted = {.pid = pid};
    struct process *process = NULL;
    if (processes->count > 0)
        process = bsearch(&wanted, processes->entries, processes->count, sizeof wanted, compare);
    if (process == NULL)
        process = &wanted;
    if (process->told || (!unreadable && process->name_size == 0))
        return 0;
    process->told = true;
    struct sockscope_process row = {
        .pid = pid,
        .unreadable = unreadable,
        .name = (const uint8_t *)process->name,
        .name_size = process->name_size,
    };
    return sink->process(sink->context, &row);
}

void processes_free(struct processes *processes)
{
    sysctl_buffer_free(&processes->buffer);
    free(processes->entries);
    *processes = (struct processes){0};
}

static enum sockscope_result fail(enum sockscope_result result, int code, int64_t pid, struct sockscope_error *error)
{
    return sockscope_fail(error, result, "sysctl of kern.proc2", code, pid);
}

static enum sockscope_result judge(const struct sysctl_buffer *buffer, int64_t pid, struct sockscope_error *error)
{
    uint64_t state;
    if (buffer->size < RECORD) {
        if (kill((pid_t)pid, 0) != 0 && errno == EPERM)
            return fail(SOCKSCOPE_ACCESS_DENIED, EPERM, pid, error);
        return fail(SOCKSCOPE_NO_SUCH_PROCESS, ESRCH, pid, error);
    }
    memcpy(&state, buffer->data + offsetof(struct kinfo_proc2, p_realstat), sizeof state);
    if (state == SZOMB || state == SDYING || state == SDEAD)
        return fail(SOCKSCOPE_ZOMBIE_PROCESS, ESRCH, pid, error);
    return SOCKSCOPE_OK;
}

enum sockscope_result process_check(int64_t pid, struct sockscope_error *error)
{
    struct sysctl_buffer buffer = {0};
    if (pid > INT32_MAX)
        return fail(SOCKSCOPE_NO_SUCH_PROCESS, ESRCH, pid, error);
    enum sockscope_result result = read_records(&buffer, KERN_PROC_PID, (int)pid, error);
    if (result == SOCKSCOPE_OK)
        result = judge(&buffer, pid, error);
    sysctl_buffer_free(&buffer);
    return result;
}

bool processes_are_hidden(void)
{
    int curtain = 0;
    size_t size = sizeof curtain;
    if (sysctlbyname("security.models.bsd44.curtain", &curtain, &size, NULL, 0) != 0)
        return false;
    return curtain != 0 && geteuid() != 0;
}
