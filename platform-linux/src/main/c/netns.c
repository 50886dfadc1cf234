// SPDX-License-Identifier: Apache-2.0
#include "netns.h"

#include "array.h"
#include "descriptors.h"
#include "threads.h"
#include "worker.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void netns_list_free(struct netns_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->entries[i].file >= 0)
            close(list->entries[i].file);
    }
    free(list->entries);
    *list = (struct netns_list){0};
}

bool netns_list_has(const struct netns_list *list, uint64_t inode)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->entries[i].inode == inode)
            return true;
    }
    return false;
}

static int add(struct netns_list *list, const struct netns *netns)
{
    void *entries = list->entries;
    int failure = array_reserve(&entries, &list->capacity, list->count, 8, sizeof *netns);
    list->entries = entries;
    if (failure == 0)
        list->entries[list->count++] = *netns;
    return failure;
}

int netns_list_add_own(struct netns_list *list, uint64_t inode)
{
    return add(list, &(struct netns){.inode = inode, .pid = NETNS_OWN, .file = -1});
}

static int add_of_thread(struct netns_list *list, const struct process *thread, uint64_t inode)
{
    struct netns netns = {.inode = inode, .pid = thread->pid};
    if (netns_list_has(list, inode))
        return 0;
    netns.file = openat(thread->directory, "ns/net", O_RDONLY | O_CLOEXEC);
    if (netns.file < 0 && (errno == EMFILE || errno == ENFILE || errno == ENOMEM))
        return errno;
    int failure = add(list, &netns);
    if (failure != 0 && netns.file >= 0)
        close(netns.file);
    return failure;
}

static int visit_thread(void *context, const struct process *thread)
{
    struct netns_list *list = context;
    uint64_t inode;
    int failure = process_read_netns(thread, &inode);
    if (failure != 0 || inode == 0)
        return failure;
    failure = add_of_thread(list, thread, inode);
    return failure == 0 ? EEXIST : failure; /* one is enough */
}

int netns_list_add_of(struct netns_list *list, const struct process *process)
{
    uint64_t inode;
    errno = 0;
    int failure = process_read_netns(process, &inode);
    if (failure != 0)
        return failure;
    if (inode != 0)
        return add_of_thread(list, process, inode);
    if (errno != ENOENT)
        return 0;
    /* The first thread has ended, and lives in none any more; the others may go on. */
    failure = threads_walk_separate(process, visit_thread, list);
    return failure == EEXIST || descriptors_is_gone(failure) ? 0 : failure;
}

int netns_read_of_pid(const struct procfs *procfs, int64_t pid, uint64_t *inode)
{
    char path[40];
    snprintf(path, sizeof path, "%" PRId64 "/ns/net", pid);
    errno = 0;
    int failure = process_read_netns_at(procfs->directory, path, inode);
    if (failure == 0 && *inode == 0 && errno == ENOENT)
        *inode = NETNS_OF_OTHER_THREADS;
    return failure;
}

int netns_list_add_read(struct netns_list *list, const struct procfs *procfs, int64_t pid, uint64_t inode)
{
    struct process process;
    if (inode == 0 || netns_list_has(list, inode))
        return 0;
    int failure = process_open(procfs, pid, &process);
    if (failure == ENOENT || failure == ESRCH)
        return 0; /* it ended */
    if (failure != 0)
        return failure;
    failure = netns_list_add_of(list, &process);
    process_close(&process);
    return failure;
}

int netns_list_add_of_pid(struct netns_list *list, const struct procfs *procfs, int64_t pid)
{
    uint64_t inode;
    int failure = netns_read_of_pid(procfs, pid, &inode);
    return failure == 0 ? netns_list_add_read(list, procfs, pid, inode) : failure;
}

struct call {
    int namespace; /* its open file */
    void (*function)(void *context);
    void *context;
    int failure; /* to enter it */
};

static void *enter_and_call(void *context)
{
    struct call *call = context;
    call->failure = setns(call->namespace, CLONE_NEWNET) == 0 ? 0 : errno;
    if (call->failure == 0)
        call->function(call->context);
    return NULL;
}

int netns_call(const struct netns *netns, void (*function)(void *context), void *context)
{
    struct call call = {.namespace = netns->file, .function = function, .context = context};
    pthread_t thread;
    if (netns->file < 0)
        return EBADF;
    int failure = worker_start(&thread, enter_and_call, &call);
    if (failure == 0)
        failure = pthread_join(thread, NULL);
    return failure == 0 ? call.failure : failure;
}
