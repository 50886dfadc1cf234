// SPDX-License-Identifier: Apache-2.0
#include "process.h"

#include "directory.h"
#include "text_file.h"
#include "threads.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int open_number(int parent, int64_t number)
{
    char name[24];
    snprintf(name, sizeof name, "%" PRId64, number);
    return openat(parent, name, O_PATH | O_DIRECTORY | O_CLOEXEC);
}

int process_open(const struct procfs *procfs, int64_t pid, struct process *process)
{
    *process = (struct process){.pid = pid, .own_pid = procfs->own_pids};
    process->directory = open_number(procfs->directory, pid);
    return process->directory < 0 ? errno : 0;
}

int process_open_thread(int tasks, const struct process *process, int64_t tid, struct process *thread)
{
    *thread = (struct process){.pid = tid, .own_pid = process->own_pid};
    thread->directory = open_number(tasks, tid);
    return thread->directory < 0 ? errno : 0;
}

void process_close(struct process *process)
{
    close(process->directory);
    process->directory = -1;
}

/* The text behind the label of a line of the status file, NULL if there is no such line. */
static const char *status_field(const char *status, const char *label)
{
    const char *line = strstr(status, label);
    return line == NULL ? NULL : line + strlen(label);
}

int process_read_facts(const struct process *process, struct process_facts *facts)
{
    char status[4096];
    size_t size;
    int failure = text_file_read(process->directory, "status", status, sizeof status, &size);
    if (failure != 0)
        return failure;
    /* The name in the first line has its newlines escaped, so none of these can be forged. */
    const char *tgid = status_field(status, "\nTgid:\t");
    const char *state = status_field(status, "\nState:\t");
    if (tgid == NULL || state == NULL)
        return EPROTO;
    facts->tgid = strtoll(tgid, NULL, 10);
    /* The state is that of the first thread, which may end before the others. */
    facts->ended = (*state == 'Z' || *state == 'X') && !threads_go_on(process);
    return 0;
}

#define KERNEL_THREAD 0x00200000UL /* PF_KTHREAD of include/linux/sched.h */
#define EXITING 0x00000004UL       /* PF_EXITING */

/* Returns false if it can't be read. */
static bool read_stat_at(int directory, const char *path, char *state, unsigned long *flags)
{
    char stat[1024];
    size_t size;
    if (text_file_read(directory, path, stat, sizeof stat, &size) != 0)
        return false;
    const char *behind_name = strrchr(stat, ')');
    return behind_name != NULL && sscanf(behind_name + 1, " %c %*d %*d %*d %*d %*d %lu", state, flags) == 2;
}

static bool read_stat(const struct process *process, char *state, unsigned long *flags)
{
    return read_stat_at(process->directory, "stat", state, flags);
}

bool process_is_kernel_thread(const struct procfs *procfs, int64_t pid)
{
    char path[32];
    char state;
    unsigned long flags;
    snprintf(path, sizeof path, "%" PRId64 "/stat", pid);
    return read_stat_at(procfs->directory, path, &state, &flags) && (flags & KERNEL_THREAD) != 0;
}

bool process_first_thread_has_ended(const struct process *process)
{
    char state;
    unsigned long flags;
    return read_stat(process, &state, &flags) && (state == 'Z' || state == 'X');
}

bool process_is_without_sockets(const struct process *process)
{
    char state;
    unsigned long flags;
    if (!read_stat(process, &state, &flags))
        return false;
    bool ended = (state == 'Z' || state == 'X') && !threads_go_on(process);
    return (flags & KERNEL_THREAD) != 0 || ended;
}

bool process_is_ending(const struct process *process)
{
    char state;
    unsigned long flags;
    return read_stat(process, &state, &flags) && (flags & EXITING) != 0 && !threads_go_on(process);
}

bool process_has_descriptors(const struct procfs *procfs, int64_t pid)
{
    char path[32];
    struct stat status;
    snprintf(path, sizeof path, "%" PRId64 "/fd", pid);
    /* The size is their number; before Linux 6.2 it is 0. */
    return fstatat(procfs->directory, path, &status, 0) == 0 && status.st_size > 0;
}

size_t process_read_name(const struct process *process, uint8_t name[PROCESS_NAME_LIMIT])
{
    char text[PROCESS_NAME_LIMIT + 1];
    size_t size;
    if (text_file_read(process->directory, "comm", text, sizeof text, &size) != 0)
        return 0;
    if (size > 0 && text[size - 1] == '\n')
        size--;
    memcpy(name, text, size);
    return size;
}

/* Reading the link takes half the time of following it. */
int process_read_netns(const struct process *process, uint64_t *netns)
{
    return process_read_netns_at(process->directory, "ns/net", netns);
}

int process_read_netns_at(int directory, const char *path, uint64_t *netns)
{
    char link[64];
    *netns = 0;
    ssize_t size = readlinkat(directory, path, link, sizeof link);
    if (size >= 0) {
        if ((size_t)size == sizeof link || !parse_link(link, (size_t)size, "net:[", netns))
            *netns = 0;
        return 0;
    }
    switch (errno) {
    case ENOENT:
    case ESRCH:
    case EACCES:
    case EPERM:
        return 0;
    default:
        return errno;
    }
}
