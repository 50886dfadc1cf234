// SPDX-License-Identifier: Apache-2.0
/* Threads of our own, which live no longer than a query. */
#ifndef SOCKSCOPE_LINUX_WORKER_H
#define SOCKSCOPE_LINUX_WORKER_H

#include <pthread.h>

/*
 * Starts a thread, to be joined. It takes no signals: their handlers, a JVM's among them, may not expect to run on it.
 * Returns 0 or an errno.
 */
int worker_start(pthread_t *thread, void *(*function)(void *context), void *context);

/*
 * The same for a thread that is to do its work while the caller goes on with its own. It begins on another processor than
 * the caller's: a kernel may leave it where it was made, and there it waits until the caller does.
 */
int worker_start_beside(pthread_t *thread, void *(*function)(void *context), void *context);

#endif
