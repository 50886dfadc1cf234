// SPDX-License-Identifier: Apache-2.0
#include "process.h"

#include "proc.h"

#include <stdlib.h>
#include <string.h>
#include <sys/times.h>
#include <unistd.h>

#define NANOSECONDS INT64_C(1000000000)

/* As far as it is needed, so that what later releases append does no harm. */
#define PSINFO_SIZE (offsetof(psinfo_t, pr_fname) + PRFNSZ)
#define PRUSAGE_SIZE (offsetof(prusage_t, pr_create) + sizeof(timestruc_t))

/* Returns 0 or an errno. */
static int read_file(int64_t pid, const char *file, void *buffer, size_t size)
{
    ssize_t length = proc_read(pid, file, buffer, size);
    if (length < 0)
        return errno;
    return (size_t)length < size ? EBADMSG : 0;
}

/* ps as well takes a process without threads for one that has ended and was not waited for. */
static int read_process(int64_t pid, struct process *process)
{
    psinfo_t info;
    int failure = read_file(pid, "psinfo", &info, PSINFO_SIZE);
    if (failure != 0)
        return failure;
    *process = (struct process){.pid = pid, .zombie = info.pr_nlwp == 0, .of_root = info.pr_euid == 0};
    memcpy(process->name, info.pr_fname, sizeof process->name);
    return 0;
}

static int add(struct process_list *list, const struct process *process)
{
    if (list->count == list->capacity) {
        size_t capacity = list->capacity == 0 ? 128 : list->capacity * 2;
        struct process *entries = realloc(list->entries, capacity * sizeof *entries);
        if (entries == NULL)
            return ENOMEM;
        list->entries = entries;
        list->capacity = capacity;
    }
    list->entries[list->count++] = *process;
    list->shows_root |= process->of_root;
    return 0;
}

static int compare(const void *a, const void *b)
{
    int64_t left = ((const struct process *)a)->pid;
    int64_t right = ((const struct process *)b)->pid;
    return left < right ? -1 : left > right;
}

static enum sockscope_result walk(DIR *folder, struct process_list *list, struct sockscope_error *error)
{
    int64_t pid;
    while (proc_next_number(folder, &pid)) {
        struct process process;
        int failure = read_process(pid, &process);
        if (proc_is_gone(failure))
            continue;
        if (proc_is_denied(failure)) {
            process = (struct process){.pid = pid};
            failure = 0;
        }
        if (failure != 0)
            return sockscope_fail(error, SOCKSCOPE_SYSTEM_CALL_FAILED, "read of /proc/PID/psinfo", failure, pid);
        if (add(list, &process) != 0)
            return sockscope_fail_sink(error, ENOMEM);
    }
    if (errno != 0)
        return sockscope_fail(error, SOCKSCOPE_SYSTEM_CALL_FAILED, "readdir of /proc", errno, -1);
    if (list->count > 0)
        qsort(list->entries, list->count, sizeof *list->entries, compare);
    return SOCKSCOPE_OK;
}

enum sockscope_result process_list_read(struct process_list *list, struct sockscope_error *error)
{
    DIR *folder = proc_open_all();
    if (folder == NULL)
        return sockscope_fail(error, SOCKSCOPE_SYSTEM_CALL_FAILED, "open of /proc", errno, -1);
    enum sockscope_result result = walk(folder, list, error);
    closedir(folder);
    return result;
}

struct process *process_find(const struct process_list *list, int64_t pid)
{
    struct process wanted = {.pid = pid};
    if (list->count == 0)
        return NULL;
    return bsearch(&wanted, list->entries, list->count, sizeof *list->entries, compare);
}

enum sockscope_result process_must_live(int64_t pid, struct sockscope_error *error)
{
    struct process process = {0};
    int failure = pid > INT32_MAX ? ENOENT : read_process(pid, &process);
    if (proc_is_gone(failure))
        return sockscope_fail(error, SOCKSCOPE_NO_SUCH_PROCESS, "open of /proc/PID/psinfo", failure, pid);
    if (failure != 0 && !proc_is_denied(failure))
        return sockscope_fail(error, SOCKSCOPE_SYSTEM_CALL_FAILED, "read of /proc/PID/psinfo", failure, pid);
    if (process.zombie)
        return sockscope_fail(error, SOCKSCOPE_ZOMBIE_PROCESS, "read of /proc/PID/psinfo", ESRCH, pid);
    return SOCKSCOPE_OK;
}

static int64_t nanoseconds(const timestruc_t *time)
{
    return time->tv_sec * NANOSECONDS + time->tv_nsec;
}

/*
 * Both moments of prusage are of one clock, which setting the time of day does not change; so is the one of the ticks
 * that an endpoint's creation is told in, but it may have begun elsewhere.
 */
enum sockscope_result process_ask_start(struct process *process, struct sockscope_error *error)
{
    struct tms unused;
    prusage_t usage;
    if (process->asked)
        return SOCKSCOPE_OK;
    process->asked = true;
    int failure = read_file(process->pid, "usage", &usage, PRUSAGE_SIZE);
    if (proc_is_gone(failure) || proc_is_denied(failure))
        return SOCKSCOPE_OK;
    if (failure != 0)
        return sockscope_fail(error, SOCKSCOPE_SYSTEM_CALL_FAILED, "read of /proc/PID/usage", failure, process->pid);
    int64_t now = times(&unused);
    int64_t ticks = sysconf(_SC_CLK_TCK);
    int64_t age = nanoseconds(&usage.pr_tstamp) - nanoseconds(&usage.pr_create);
    if (now < 0 || ticks <= 0)
        return sockscope_fail(error, SOCKSCOPE_SYSTEM_CALL_FAILED, "times", errno, -1);
    process->started = now - age / (NANOSECONDS / ticks);
    process->start_known = true;
    return SOCKSCOPE_OK;
}

static size_t length_of(const char *name)
{
    size_t length = 0;
    while (length < PRFNSZ && name[length] != '\0')
        length++;
    return length;
}

int process_tell(struct process *process, const struct sockscope_sink *sink)
{
    if (process->told)
        return 0;
    process->told = true;
    struct sockscope_process row = {
        .pid = process->pid,
        .unreadable = process->reading == PROCESS_UNREADABLE,
        .name = (const uint8_t *)process->name,
        .name_size = length_of(process->name),
    };
    return sink->process(sink->context, &row);
}

void process_list_free(struct process_list *list)
{
    free(list->entries);
    *list = (struct process_list){0};
}
