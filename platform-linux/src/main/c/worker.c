// SPDX-License-Identifier: Apache-2.0
#include "worker.h"

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
