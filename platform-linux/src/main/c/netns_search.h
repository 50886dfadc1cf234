// SPDX-License-Identifier: Apache-2.0
/*
 * The search for the network namespaces that processes live in. It takes as long as a small table, so where there are many
 * processes it begins on a thread of its own, which lists them; the thread that asks may read tables meanwhile, and then
 * joins in.
 */
#ifndef SOCKSCOPE_LINUX_NETNS_SEARCH_H
#define SOCKSCOPE_LINUX_NETNS_SEARCH_H

#include "netns.h"
#include "process_history.h"

/* Fewer processes are asked sooner than a thread is made. */
#define NETNS_SEARCH_FEW 64

struct netns_search {
    const struct procfs *procfs;
    struct process_history *history;
    pthread_mutex_t lock; /* guards what follows, but for the thread, while that runs */
    struct process_list *processes;
    bool listed; /* all of them */
    size_t next; /* the first process that no thread has taken */
    struct netns_list *namespaces;
    int failure;      /* an errno that ended the search */
    const char *call; /* what failed */
    pthread_t thread;
    bool running;
};

/*
 * Begins to list all processes in an empty list, and to add their namespaces, but for that of this thread, which is in the
 * list or not wanted. Neither list may be used until the search is finished.
 */
void netns_search_start(struct netns_search *search, const struct procfs *procfs, struct process_history *history,
                        struct process_list *processes, struct netns_list *namespaces);

/*
 * Completes both lists; of the processes known kernel threads are left out. Returns 0 or an errno. To be called after each
 * start.
 */
int netns_search_finish(struct netns_search *search);

/* Both at once, for who needs no list of the processes. Returns 0 or an errno. */
int netns_search_all(const struct procfs *procfs, struct process_history *history, struct netns_list *namespaces);

#endif
