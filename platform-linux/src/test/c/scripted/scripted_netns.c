// SPDX-License-Identifier: Apache-2.0
/*
 * The calls that make threads, and those that enter a network namespace. A thread is not made: what it would do is done at
 * once, and its namespace is left again, so that the order of things is always the same.
 */
#include "faults.h"
#include "scenario.h"
#include "scripted_kernel.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>

static _Thread_local uint64_t current; /* 0 for that of the query's thread */

bool scripted_is_in_netns(const struct scenario_line *line, uint64_t netns)
{
    return scenario_number(line, "netns=", SCENARIO_NETNS) == netns;
}

uint64_t scripted_netns(void)
{
    return current == 0 ? SCENARIO_NETNS : current;
}

int setns(int fd, int type)
{
    if (type != CLONE_NEWNET)
        abort();
    if (faults_has("setns", "-"))
        return -1;
    current = scripted_netns_of(fd);
    return 0;
}

/* Two processors, so that there are threads on every machine. */
int sched_getaffinity(pid_t pid, size_t size, cpu_set_t *processors)
{
    (void)pid;
    CPU_ZERO_S(size, processors);
    CPU_SET_S(0, size, processors);
    CPU_SET_S(1, size, processors);
    return 0;
}

int pthread_sigmask(int how, const sigset_t *restrict set, sigset_t *restrict before)
{
    (void)how;
    (void)set;
    (void)before;
    return 0;
}

int pthread_create(pthread_t *restrict thread, const pthread_attr_t *restrict attributes, void *(*function)(void *),
                   void *restrict context)
{
    (void)attributes;
    if (faults_has("pthread_create", "-"))
        return errno;
    *thread = 0;
    function(context);
    current = 0;
    return 0;
}

int pthread_setaffinity_np(pthread_t thread, size_t size, const cpu_set_t *processors)
{
    (void)thread;
    (void)size;
    (void)processors;
    return 0;
}

int pthread_join(pthread_t thread, void **result)
{
    (void)thread;
    (void)result;
    return 0;
}
