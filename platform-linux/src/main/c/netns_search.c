// SPDX-License-Identifier: Apache-2.0
#include "netns_search.h"

#include "worker.h"

#include <sched.h>

/* What a thread that searches has to do. */
enum task {
    LOOK,
    WAIT,
    END,
};

static void fail(struct netns_search *search, const char *call, int failure)
{
    pthread_mutex_lock(&search->lock);
    if (search->failure == 0) {
        search->failure = failure;
        search->call = call;
    }
    pthread_mutex_unlock(&search->lock);
}

static void list_processes(struct netns_search *search)
{
    int failure = process_list_read(search->processes, search->procfs, &search->lock);
    if (failure != 0)
        fail(search, "read of /proc", failure);
    pthread_mutex_lock(&search->lock);
    search->listed = true;
    pthread_mutex_unlock(&search->lock);
}

static enum task take_next(struct netns_search *search, struct listed_process *listed)
{
    pthread_mutex_lock(&search->lock);
    bool found = search->failure == 0 && search->next < search->processes->count;
    if (found)
        *listed = search->processes->entries[search->next++];
    enum task task = found ? LOOK : search->failure != 0 || search->listed ? END : WAIT;
    pthread_mutex_unlock(&search->lock);
    return task;
}

static int look_at(struct netns_search *search, const struct listed_process *listed)
{
    uint64_t inode;
    if (process_history_is_kernel_thread(search->history, listed))
        return 0;
    int failure = netns_read_of_pid(search->procfs, listed->pid, &inode);
    if (failure != 0 || inode == 0 || inode == search->procfs->netns)
        return failure; /* it can't be told, or is our own, as that of most */
    pthread_mutex_lock(&search->lock);
    failure = netns_list_add_read(search->namespaces, search->procfs, listed->pid, inode);
    pthread_mutex_unlock(&search->lock);
    return failure;
}

/* Looks at the processes that no other thread has taken, until all are. They are listed faster than they are looked at. */
static void look_at_rest(struct netns_search *search)
{
    struct listed_process listed;
    enum task task;
    while ((task = take_next(search, &listed)) != END) {
        if (task == WAIT) {
            sched_yield();
            continue;
        }
        int failure = look_at(search, &listed);
        if (failure != 0)
            fail(search, "open of /proc/PID/ns/net", failure);
    }
}

static void *list_and_look(void *context)
{
    struct netns_search *search = context;
    list_processes(search);
    look_at_rest(search);
    return NULL;
}

void netns_search_start(struct netns_search *search, const struct procfs *procfs, struct process_history *history,
                        struct process_list *processes, struct netns_list *namespaces)
{
    *search =
        (struct netns_search){.procfs = procfs, .history = history, .processes = processes, .namespaces = namespaces};
    pthread_mutex_init(&search->lock, NULL);
    search->running = process_history_last_size(history) >= NETNS_SEARCH_FEW &&
                      worker_start_beside(&search->thread, list_and_look, search) == 0;
}

int netns_search_finish(struct netns_search *search)
{
    if (!search->running)
        list_processes(search);
    look_at_rest(search);
    if (search->running)
        pthread_join(search->thread, NULL);
    search->running = false;
    pthread_mutex_destroy(&search->lock);
    if (search->failure == 0)
        process_history_leave_out(search->history, search->processes);
    return search->failure;
}

int netns_search_all(const struct procfs *procfs, struct process_history *history, struct netns_list *namespaces)
{
    struct process_list processes = {0};
    struct netns_search search;
    netns_search_start(&search, procfs, history, &processes, namespaces);
    int failure = netns_search_finish(&search);
    process_list_free(&processes);
    return failure;
}
