// SPDX-License-Identifier: Apache-2.0
#include "procfs.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* PROC_PID_INIT_INO of include/linux/proc_ns.h: the pid namespace that has all processes. */
#define INITIAL_PID_NAMESPACE 0xEFFFFFFCU

/* The pid that procfs knows us by; 0 if it doesn't. */
static long own_pid(const struct procfs *procfs)
{
    char pid[24];
    ssize_t size = readlinkat(procfs->directory, "self", pid, sizeof pid - 1);
    if (size <= 0)
        return 0;
    pid[size] = '\0';
    return strtol(pid, NULL, 10);
}

/* Whether there are, or may be, pid namespaces above ours. *known is false if it should be asked again. */
static bool is_below_others(const struct procfs *procfs, bool *known)
{
    struct stat status;
    *known = fstatat(procfs->directory, "self/ns/pid", &status, 0) == 0;
    return *known ? status.st_ino != INITIAL_PID_NAMESPACE : errno != ENOENT; /* a kernel without namespaces */
}

#define OWN_PIDS UINT64_C(1)
#define BELOW_OTHERS UINT64_C(2)
#define PID_SHIFT 2

void procfs_init(struct procfs *procfs, int directory, struct procfs_self *self)
{
    uint64_t pid = (uint64_t)getpid();
    uint64_t facts = atomic_load_explicit(&self->known, memory_order_relaxed);
    *procfs = (struct procfs){.directory = directory};
    if (facts >> PID_SHIFT != pid) {
        bool known;
        long shown = own_pid(procfs);
        facts = pid << PID_SHIFT | (shown == (long)pid ? OWN_PIDS : 0) |
                (is_below_others(procfs, &known) ? BELOW_OTHERS : 0);
        if (known && shown != 0)
            atomic_store_explicit(&self->known, facts, memory_order_relaxed);
    }
    procfs->own_pids = (facts & OWN_PIDS) != 0;
    procfs->below_others = (facts & BELOW_OTHERS) != 0;
}

/* Whether procfs is mounted with hidepid=2, and we aren't exempt. The first process, which is always there, tells. */
static bool hides_other_users(const struct procfs *procfs)
{
    struct stat status;
    return fstatat(procfs->directory, "1", &status, 0) != 0 && kill(1, 0) != 0 && errno == EPERM;
}

enum sockscope_result procfs_look(struct procfs *procfs, struct sockscope_error *error)
{
    struct stat status;
    if (procfs->looked)
        return SOCKSCOPE_OK;
    if (fstatat(procfs->directory, "thread-self/ns/net", &status, 0) == 0)
        procfs->netns = status.st_ino;
    else if ((errno == ENOENT || errno == EACCES || errno == EPERM) &&
             fstatat(procfs->directory, "self/fd", &status, 0) == 0)
        procfs->netns = 0; /* a kernel without namespaces, or a policy */
    else
        return sockscope_fail(error, SOCKSCOPE_SYSTEM_CALL_FAILED,
                              "stat of /proc/self (is procfs mounted, and of this pid namespace?)", errno, -1);
    procfs->looked = true;
    procfs->hides_processes = procfs->below_others || hides_other_users(procfs);
    return SOCKSCOPE_OK;
}
