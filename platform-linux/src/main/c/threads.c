// SPDX-License-Identifier: Apache-2.0
#include "threads.h"

#include "directory.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/kcmp.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

struct walk {
    const struct process *process;
    int tasks; /* /proc/PID/task */
    threads_visitor *visitor;
    void *context;
};

static bool may_have_threads(const struct process *process)
{
    struct stat status;
    return fstatat(process->directory, "task", &status, 0) != 0 || status.st_nlink != THREADS_LINKS_OF_ONE;
}

/* Whether two threads are known to share one table. Without the right to compare them, or kcmp in the kernel, they are not. */
static bool share_table(const struct process *process, int64_t thread)
{
    return process->own_pid && syscall(SYS_kcmp, (pid_t)process->pid, (pid_t)thread, KCMP_FILES, 0UL, 0UL) == 0;
}

static int visit_thread(void *context, const struct directory_number *entry)
{
    const struct walk *walk = context;
    if (entry->number == walk->process->pid || share_table(walk->process, entry->number))
        return 0;
    struct process thread;
    int failure = process_open_thread(walk->tasks, walk->process, entry->number, &thread);
    if (failure == 0) {
        failure = walk->visitor(walk->context, &thread);
        process_close(&thread);
    }
    return failure == ENOENT || failure == ESRCH ? 0 : failure; /* it ended */
}

int threads_walk_separate(const struct process *process, threads_visitor *visitor, void *context)
{
    struct walk walk = {.process = process, .visitor = visitor, .context = context};
    if (!may_have_threads(process))
        return 0;
    walk.tasks = openat(process->directory, "task", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (walk.tasks < 0)
        return errno;
    int failure = directory_walk_numbers(walk.tasks, visit_thread, &walk);
    close(walk.tasks);
    return failure;
}

static int find_other(void *context, const struct directory_number *entry)
{
    const struct process *process = context;
    return entry->number == process->pid ? 0 : EEXIST;
}

bool threads_go_on(const struct process *process)
{
    struct process first = *process;
    int tasks = openat(process->directory, "task", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (tasks < 0)
        return errno != ENOENT && errno != ESRCH;
    int found = directory_walk_numbers(tasks, find_other, &first);
    close(tasks);
    return found != 0 && found != ENOENT && found != ESRCH;
}
