// SPDX-License-Identifier: Apache-2.0
#include "holders.h"

#include "array.h"
#include "descriptors.h"
#include "threads.h"
#include "worker.h"

#include <errno.h>
#include <inttypes.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* A thread is not worth its making for fewer processes. */
#define PROCESSES_PER_THREAD 8

#define NOTHING SIZE_MAX

/* Room for what a thread sees at first. */
#define FIRST_SEEN 64

/* What became of a process, where likely ones come first. */
enum turn {
    UNDECIDED,
    PUT_OFF,
    TAKEN,
};

/* The size of a directory of descriptors is their number, from Linux 6.2 on; we have some ourselves. */
static bool counts_descriptors(const struct procfs *procfs)
{
    struct stat status;
    return fstatat(procfs->directory, "self/fd", &status, 0) == 0 && status.st_size > 0;
}

void holders_init(struct holders *holders, const struct procfs *procfs, struct process_history *history)
{
    *holders = (struct holders){.procfs = procfs, .history = history, .counted = counts_descriptors(procfs)};
    pthread_mutex_init(&holders->claims, NULL);
    for (size_t i = 0; i < HOLDERS_THREADS; i++) {
        holders->sightings[i] = (struct sighting){.holders = holders, .gave_up = NOTHING};
        pthread_mutex_init(&holders->sightings[i].moving, NULL);
    }
}

static void join_helpers(struct holders *holders)
{
    for (size_t i = 1; i <= holders->helpers; i++)
        pthread_join(holders->sightings[i].thread, NULL);
    holders->helpers = 0;
}

void holders_free(struct holders *holders)
{
    atomic_store(&holders->enough, true);
    join_helpers(holders);
    for (size_t i = 0; i < HOLDERS_THREADS; i++) {
        free(holders->sightings[i].processes);
        free(holders->sightings[i].sockets);
        pthread_mutex_destroy(&holders->sightings[i].moving);
    }
    process_list_free(&holders->processes);
    free(holders->turns);
    pthread_mutex_destroy(&holders->claims);
}

static bool status_of(const struct procfs *procfs, int64_t pid, const char *directory, struct stat *status)
{
    char path[40];
    snprintf(path, sizeof path, "%" PRId64 "/%s", pid, directory);
    return fstatat(procfs->directory, path, status, 0) == 0;
}

/* Whether a process, or its first thread, is known to have no descriptors, as the kernel's own threads have none. */
static bool is_without_descriptors(const struct holders *holders, const struct listed_process *listed,
                                   const struct stat *of_descriptors)
{
    if (!holders->counted || of_descriptors->st_size != 0)
        return false;
    process_history_learn(holders->history, holders->procfs, listed);
    return true;
}

/* Whether a process has descriptors, and is of a user that a socket of the table belongs to. */
static bool is_likely(const struct holders *holders, const struct listed_process *listed,
                      const struct socket_table *table)
{
    struct stat status;
    if (!status_of(holders->procfs, listed->pid, "fd", &status) || is_without_descriptors(holders, listed, &status))
        return false;
    for (size_t i = 0; i < table->count; i++) {
        if (table->entries[i].inode != 0 && table->entries[i].uid == status.st_uid)
            return true;
    }
    return false;
}

void holders_prefer_users(struct holders *holders, const struct socket_table *table)
{
    const size_t few = 64; /* of more sockets one or another belongs to anybody */
    if (table->count > few || holders->processes.count == 0)
        return;
    holders->turns =
        calloc(holders->processes.count, sizeof *holders->turns); /* without it, they are walked as they come */
    holders->likely_first = holders->turns != NULL ? table : NULL;
}

/* Whether the thread that asks takes what was seen while others go on: it changes which sockets have a holder. */
static bool is_taken_meanwhile(const struct holders *holders)
{
    return !holders->any && !holders->again;
}

/* Whether a holder of this inode's sockets is looked for; and their place in the table, as far as it is known. */
static bool is_wanted(struct holders *holders, uint64_t inode, uint32_t *place)
{
    struct socket_table *table = atomic_load_explicit(&holders->table, memory_order_acquire);
    *place = SOCKET_TABLE_END;
    if (table == NULL)
        return true;
    const struct socket_entry *entry = socket_table_find(table, inode);
    if (entry == NULL)
        return holders->unlisted;
    *place = (uint32_t)(entry - table->entries);
    if (is_taken_meanwhile(holders))
        return true;
    while (entry != NULL && entry->held != 0)
        entry = socket_table_next(table, entry);
    return entry != NULL;
}

/* Marks the sockets of an inode as having a holder. Returns whether all have one now. */
static bool claim(struct holders *holders, uint64_t inode)
{
    struct socket_table *table = atomic_load_explicit(&holders->table, memory_order_acquire);
    pthread_mutex_lock(&holders->claims);
    struct socket_entry *entry = socket_table_find(table, inode);
    for (; entry != NULL; entry = socket_table_next(table, entry)) {
        if (entry->held == 0 && !entry->claimed) {
            entry->claimed = true;
            holders->unclaimed--;
        }
    }
    bool all = holders->unclaimed == 0;
    pthread_mutex_unlock(&holders->claims);
    return all;
}

/* Forgets sockets that were seen last. */
static void forget_since(struct sighting *sighting, size_t count)
{
    struct holders *holders = sighting->holders;
    struct socket_table *table = atomic_load_explicit(&holders->table, memory_order_acquire);
    pthread_mutex_lock(&holders->claims);
    for (size_t i = count; i < sighting->socket_count && holders->any; i++) {
        struct socket_entry *entry = socket_table_find(table, sighting->sockets[i].inode);
        for (; entry != NULL; entry = socket_table_next(table, entry)) {
            holders->unclaimed += entry->claimed;
            entry->claimed = false;
        }
    }
    pthread_mutex_unlock(&holders->claims);
    sighting->socket_count = count;
}

/* Makes room for one more socket. Returns 0 or an errno. */
static int reserve_socket(struct sighting *sighting)
{
    if (sighting->socket_count < sighting->socket_capacity)
        return 0;
    void *sockets = sighting->sockets;
    pthread_mutex_lock(&sighting->moving);
    int failure = array_reserve(&sockets, &sighting->socket_capacity, sighting->socket_count, FIRST_SEEN,
                                sizeof *sighting->sockets);
    sighting->sockets = sockets;
    pthread_mutex_unlock(&sighting->moving);
    return failure;
}

/* The same for a process. */
static int reserve_process(struct sighting *sighting)
{
    void *processes = sighting->processes;
    pthread_mutex_lock(&sighting->moving);
    int failure = array_reserve(&processes, &sighting->process_capacity, sighting->process_count, FIRST_SEEN,
                                sizeof *sighting->processes);
    sighting->processes = processes;
    pthread_mutex_unlock(&sighting->moving);
    return failure;
}

static int visit_descriptor(void *context, int32_t fd, uint64_t inode)
{
    struct sighting *sighting = context;
    struct holders *holders = sighting->holders;
    if (atomic_load_explicit(&holders->enough, memory_order_relaxed))
        return PROCESS_ENOUGH;
    uint32_t place;
    if (!is_wanted(holders, inode, &place))
        return 0;
    int failure = reserve_socket(sighting);
    if (failure != 0)
        return failure;
    sighting->sockets[sighting->socket_count++] = (struct seen_socket){.inode = inode, .fd = fd, .entry = place};
    if (!holders->any || !claim(holders, inode))
        return 0;
    atomic_store(&holders->enough, true);
    return PROCESS_ENOUGH;
}

/* Adds a process that was walked, if there is anything to say of it. Returns 0 or an errno. */
static int add_process(struct sighting *sighting, const struct process *process, size_t first, bool unreadable)
{
    if (sighting->socket_count == first && !unreadable)
        return 0;
    int failure = reserve_process(sighting);
    if (failure != 0)
        return failure;
    struct seen_process *seen = &sighting->processes[sighting->process_count++];
    seen->pid = process->pid;
    seen->first = first;
    seen->count = sighting->socket_count - first;
    seen->unreadable = unreadable;
    seen->name_size = unreadable ? 0 : (uint8_t)process_read_name(process, seen->name);
    atomic_store_explicit(&sighting->complete, sighting->process_count, memory_order_release);
    return 0;
}

/* Whether a process has no descriptors: that is found out sooner than by opening them. */
static bool is_empty(const struct holders *holders, const struct listed_process *listed)
{
    struct stat status;
    return holders->counted && status_of(holders->procfs, listed->pid, "fd", &status) &&
           is_without_descriptors(holders, listed, &status) &&
           status_of(holders->procfs, listed->pid, "task", &status) && status.st_nlink == THREADS_LINKS_OF_ONE;
}

/* Returns 0 or an errno; PROCESS_ENOUGH if the walk was stopped. */
static int walk_process(struct sighting *sighting, const struct listed_process *listed)
{
    struct process process;
    size_t first = sighting->socket_count;
    if (is_empty(sighting->holders, listed))
        return 0;
    int failure = process_open(sighting->holders->procfs, listed->pid, &process);
    if (failure == ENOENT || failure == ESRCH)
        return 0; /* it ended */
    if (failure != 0)
        return failure;
    failure = descriptors_walk(&process, visit_descriptor, sighting);
    bool denied = failure == EACCES || failure == EPERM;
    bool ended = failure == ENOENT || failure == ESRCH;
    bool unreadable = denied && !process_is_without_sockets(&process);
    int added = 0;
    if (failure == 0 || failure == PROCESS_ENOUGH || denied || ended)
        added = add_process(sighting, &process, first, unreadable);
    process_close(&process);
    if (added != 0)
        return added;
    return denied || ended ? 0 : failure;
}

/* What another thread, with less beside it, may have enough of. */
static bool is_shortage(int failure)
{
    return failure == EMFILE || failure == ENFILE || failure == ENOMEM;
}

/*
 * Chooses the process to walk next. Where likely ones come first, all are gone through twice: who sees one first puts it off
 * or takes it, and what was put off, or is not decided yet, is taken when it is seen again. Returns false when none is left.
 */
static bool next_process(struct holders *holders, size_t *place)
{
    size_t rounds = holders->likely_first == NULL ? 1 : 2;
    for (;;) {
        size_t turn = atomic_fetch_add(&holders->next, 1);
        if (turn >= holders->processes.count * rounds)
            return false;
        *place = turn % holders->processes.count;
        if (rounds == 1)
            return true;
        atomic_uchar *turn_of = &holders->turns[*place];
        if (turn >= holders->processes.count ||
            is_likely(holders, &holders->processes.entries[*place], holders->likely_first)) {
            if (atomic_exchange(turn_of, TAKEN) != TAKEN)
                return true;
        } else {
            unsigned char undecided = UNDECIDED;
            atomic_compare_exchange_strong(turn_of, &undecided, PUT_OFF);
        }
    }
}

/* Visits what was seen and not taken yet. Returns 0, or what the visitor ended it with. */
static int take_seen(struct holders *holders, holders_visitor *visitor, void *context)
{
    int failure = 0;
    for (size_t i = 0; i < HOLDERS_THREADS && failure == 0; i++) {
        struct sighting *sighting = &holders->sightings[i];
        size_t complete = atomic_load_explicit(&sighting->complete, memory_order_acquire);
        if (sighting->taken == complete)
            continue;
        pthread_mutex_lock(&sighting->moving);
        for (; sighting->taken < complete && failure == 0; sighting->taken++) {
            const struct seen_process *process = &sighting->processes[sighting->taken];
            failure = visitor(context, process, sighting->sockets + process->first);
        }
        pthread_mutex_unlock(&sighting->moving);
    }
    return failure;
}

/* Walks the processes that no other thread has begun. The thread that asks gives a visitor for what is seen meanwhile. */
static void walk(struct sighting *sighting, bool helper, holders_visitor *visitor, void *context)
{
    struct holders *holders = sighting->holders;
    size_t place;
    while (!atomic_load_explicit(&holders->enough, memory_order_relaxed) && next_process(holders, &place)) {
        size_t socket_count = sighting->socket_count;
        int failure = walk_process(sighting, &holders->processes.entries[place]);
        if (failure == 0 && visitor != NULL)
            failure = take_seen(holders, visitor, context);
        if (failure == 0 || failure == PROCESS_ENOUGH)
            continue;
        if (helper && is_shortage(failure)) {
            forget_since(sighting, socket_count);
            sighting->gave_up = place;
            return;
        }
        sighting->failure = failure;
        atomic_store(&holders->enough, true);
    }
}

static void *help(void *context)
{
    walk(context, true, NULL, NULL);
    return NULL;
}

static size_t helpful_threads(const struct holders *holders)
{
    cpu_set_t processors;
    size_t threads = HOLDERS_THREADS;
    if (sched_getaffinity(0, sizeof processors, &processors) == 0 && (size_t)CPU_COUNT(&processors) < threads)
        threads = (size_t)CPU_COUNT(&processors);
    if (holders->processes.count / PROCESSES_PER_THREAD < threads)
        threads = holders->processes.count / PROCESSES_PER_THREAD;
    return threads;
}

void holders_start(struct holders *holders)
{
    size_t threads = helpful_threads(holders);
    while (holders->helpers + 1 < threads) {
        struct sighting *sighting = &holders->sightings[holders->helpers + 1];
        if (worker_start_beside(&sighting->thread, help, sighting) != 0)
            return;
        holders->helpers++;
    }
}

void holders_look_for(struct holders *holders, struct socket_table *table)
{
    holders->unclaimed = table->holderless;
    atomic_store_explicit(&holders->table, table, memory_order_release);
}

static int first_failure(const struct holders *holders)
{
    for (size_t i = 0; i < HOLDERS_THREADS; i++) {
        if (holders->sightings[i].failure != 0)
            return holders->sightings[i].failure;
    }
    return 0;
}

int holders_finish(struct holders *holders, holders_visitor *visitor, void *context)
{
    struct sighting *own = &holders->sightings[0];
    walk(own, false, is_taken_meanwhile(holders) ? visitor : NULL, context);
    join_helpers(holders);
    int failure = first_failure(holders);
    for (size_t i = 1; i < HOLDERS_THREADS && failure == 0; i++) {
        if (holders->sightings[i].gave_up == NOTHING)
            continue;
        atomic_store(&holders->enough, false); /* which what was forgotten may have made so */
        failure = walk_process(own, &holders->processes.entries[holders->sightings[i].gave_up]);
        if (failure == 0)
            walk(own, false, NULL, NULL);
        if (failure == PROCESS_ENOUGH)
            failure = 0;
    }
    if (failure == 0)
        failure = own->failure;
    return failure == 0 ? take_seen(holders, visitor, context) : failure;
}
