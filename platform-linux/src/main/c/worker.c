// SPDX-License-Identifier: Apache-2.0
#include "worker.h"

#include <sched.h>
#include <signal.h>

int worker_start(pthread_t *thread, void *(*function)(void *context), void *context)
{
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    int failure = pthread_sigmask(SIG_SETMASK, &all, &before);
    if (failure != 0)
        return failure;
    failure = pthread_create(thread, NULL, function, context);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return failure;
}

/* Moves a thread to another processor than ours, if there is one, and lets it go from there where it may. */
static void move_away(pthread_t thread)
{
    cpu_set_t allowed;
    int own = sched_getcpu();
    if (own < 0 || own >= CPU_SETSIZE || sched_getaffinity(0, sizeof allowed, &allowed) != 0)
        return;
    cpu_set_t others = allowed;
    CPU_CLR(own, &others);
    if (CPU_COUNT(&others) > 0 && pthread_setaffinity_np(thread, sizeof others, &others) == 0)
        pthread_setaffinity_np(thread, sizeof allowed, &allowed);
}

int worker_start_beside(pthread_t *thread, void *(*function)(void *context), void *context)
{
    int failure = worker_start(thread, function, context);
    if (failure == 0)
        move_away(*thread);
    return failure;
}
