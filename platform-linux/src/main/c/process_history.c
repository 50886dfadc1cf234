// SPDX-License-Identifier: Apache-2.0
#include "process_history.h"

#include "array.h"
#include "process.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_CAPACITY 256
#define NOWHERE SIZE_MAX

void process_history_init(struct process_history *history)
{
    *history = (struct process_history){0};
    pthread_mutex_init(&history->lock, NULL);
}

void process_history_destroy(struct process_history *history)
{
    pthread_mutex_destroy(&history->lock);
    free(history->threads);
}

size_t process_history_last_size(struct process_history *history)
{
    pthread_mutex_lock(&history->lock);
    size_t size = history->last_size;
    pthread_mutex_unlock(&history->lock);
    return size;
}

/* The place of the first thread that has this pid or a higher one. */
static size_t place_of(const struct process_history *history, int64_t pid)
{
    size_t low = 0;
    size_t high = history->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (history->threads[middle].listed.pid < pid)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static size_t find(const struct process_history *history, const struct listed_process *listed)
{
    size_t place = place_of(history, listed->pid);
    bool found = place < history->count && history->threads[place].listed.pid == listed->pid &&
                 history->threads[place].listed.inode == listed->inode;
    return found ? place : NOWHERE;
}

/* The first stands for the namespace of all. */
static bool is_represented(size_t place)
{
    return place != NOWHERE && place > 0;
}

bool process_history_is_kernel_thread(struct process_history *history, const struct listed_process *listed)
{
    pthread_mutex_lock(&history->lock);
    size_t place = find(history, listed);
    pthread_mutex_unlock(&history->lock);
    return is_represented(place);
}

static void forget_those_not_met(struct process_history *history)
{
    size_t kept = 0;
    for (size_t i = 0; i < history->count; i++) {
        if (history->threads[i].met)
            history->threads[kept++] = (struct kernel_thread){.listed = history->threads[i].listed};
    }
    history->count = kept;
}

void process_history_leave_out(struct process_history *history, struct process_list *processes)
{
    size_t kept = 0;
    pthread_mutex_lock(&history->lock);
    history->lists++;
    history->last_size = processes->count;
    for (size_t i = 0; i < processes->count; i++) {
        size_t place = find(history, &processes->entries[i]);
        if (!is_represented(place))
            processes->entries[kept++] = processes->entries[i];
        if (place != NOWHERE)
            history->threads[place].met = true;
    }
    processes->count = kept;
    forget_those_not_met(history);
    pthread_mutex_unlock(&history->lock);
}

/* Makes room for one more. Returns false if there is no memory. */
static bool reserve(struct process_history *history)
{
    void *threads = history->threads;
    int failure = array_reserve(&threads, &history->capacity, history->count, FIRST_CAPACITY, sizeof *history->threads);
    history->threads = threads;
    return failure == 0;
}

static void remember(struct process_history *history, const struct listed_process *listed)
{
    size_t place = place_of(history, listed->pid);
    bool replaces = place < history->count && history->threads[place].listed.pid == listed->pid;
    if (!replaces && !reserve(history))
        return;
    struct kernel_thread *thread = &history->threads[place];
    if (!replaces)
        memmove(thread + 1, thread, (history->count++ - place) * sizeof *thread);
    *thread = (struct kernel_thread){.listed = *listed};
}

static bool is_learning(struct process_history *history)
{
    pthread_mutex_lock(&history->lock);
    bool learning = history->lists > 1;
    pthread_mutex_unlock(&history->lock);
    return learning;
}

void process_history_learn(struct process_history *history, const struct procfs *procfs,
                           const struct listed_process *listed)
{
    if (listed->inode == PROCESS_LIST_NO_INODE || !is_learning(history) ||
        !process_is_kernel_thread(procfs, listed->pid))
        return;
    pthread_mutex_lock(&history->lock);
    remember(history, listed);
    pthread_mutex_unlock(&history->lock);
}
