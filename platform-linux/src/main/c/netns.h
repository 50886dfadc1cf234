// SPDX-License-Identifier: Apache-2.0
/* The network namespaces that processes live in, and the reading of tables inside of one. */
#ifndef SOCKSCOPE_LINUX_NETNS_H
#define SOCKSCOPE_LINUX_NETNS_H

#include "process.h"

struct netns {
    uint64_t inode; /* its id: the inode of /proc/PID/ns/net; 0 if it is not known */
    int64_t pid;    /* a process, or thread, that lived in it when it was found, or NETNS_OWN */
    int file;       /* keeps it alive and lets us enter it; -1 if it can't be opened, and for our own */
};

/* In place of a pid: the namespace of this thread. */
#define NETNS_OWN 0

struct netns_list {
    struct netns *entries;
    size_t count;
    size_t capacity;
};

void netns_list_free(struct netns_list *list);

bool netns_list_has(const struct netns_list *list, uint64_t inode);

/* Adds the namespace of this thread. Returns 0 or an errno. */
int netns_list_add_own(struct netns_list *list, uint64_t inode);

/* Adds the namespace that a process lives in, unless it is there or can't be told. Returns 0 or an errno. */
int netns_list_add_of(struct netns_list *list, const struct process *process);

/* The same for a process that may be gone, whose directory is only opened if that is needed. */
int netns_list_add_of_pid(struct netns_list *list, const struct procfs *procfs, int64_t pid);

/* In place of an inode: the first thread has ended, and lives in none any more; the others are not asked yet. */
#define NETNS_OF_OTHER_THREADS UINT64_MAX

/*
 * Both halves of that: reads the namespace of a process, 0 if it can't be told, and adds what was read. Each returns 0 or an
 * errno.
 */
int netns_read_of_pid(const struct procfs *procfs, int64_t pid, uint64_t *inode);
int netns_list_add_read(struct netns_list *list, const struct procfs *procfs, int64_t pid, uint64_t inode);

/*
 * Calls a function on a thread that has entered the namespace, and waits for it; the thread that asks stays where it is,
 * which matters to those who own it. Returns 0, or an errno if the function was not called: EPERM or EBADF if the namespace
 * may not be entered.
 */
int netns_call(const struct netns *netns, void (*function)(void *context), void *context);

#endif
