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

/* Whether there are, or may be, pid namespaces above ours. */
static bool is_below_others(const struct procfs *procfs)
{
    struct stat status;
    bool known = fstatat(procfs->directory, "self/ns/pid", &status, 0) == 0;
    return known ? status.st_ino != INITIAL_PID_NAMESPACE : errno != ENOENT; /* a kernel without namespaces */
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
    if (fstatat(procfs->directory, "thread-self/ns/net", &status, 0) == 0)
        procfs->netns = status.st_ino;
    else if ((errno == ENOENT || errno == EACCES || errno == EPERM) &&
             fstatat(procfs->directory, "self/fd", &status, 0) == 0)
        procfs->netns = 0; /* a kernel without namespaces, or a policy */
    else
        return sockscope_fail(error, SOCKSCOPE_SYSTEM_CALL_FAILED,
                              "stat of /proc/self (is procfs mounted, and of this pid namespace?)", errno, -1);
    procfs->own_pids = own_pid(procfs) == getpid();
    procfs->below_others = is_below_others(procfs);
    procfs->hides_processes = procfs->below_others || hides_other_users(procfs);
    return SOCKSCOPE_OK;
}
