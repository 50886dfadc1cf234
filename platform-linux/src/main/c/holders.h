// SPDX-License-Identifier: Apache-2.0
/*
 * The search for holders: a walk over the descriptors of all processes, on as many threads as help. It may begin before the
 * tables are read, and then remembers every socket that it sees. The thread that asks takes what was seen as it goes along.
 */
#ifndef SOCKSCOPE_LINUX_HOLDERS_H
#define SOCKSCOPE_LINUX_HOLDERS_H

#include "process.h"
#include "process_history.h"
#include "socket_table.h"

#include <pthread.h>
#include <stdatomic.h>

/* More threads than this wait for each other in the kernel. */
#define HOLDERS_THREADS 4

/* A socket among the descriptors of a process. */
struct seen_socket {
    uint64_t inode;
    int32_t fd;
    uint32_t entry; /* its place in the table, SOCKET_TABLE_END if it is not known */
};

/* A process that holds sockets, or that may not be read. */
struct seen_process {
    int64_t pid;
    size_t first; /* of its sockets, among those that its thread has seen */
    size_t count;
    bool unreadable;
    uint8_t name_size;
    uint8_t name[PROCESS_NAME_LIMIT];
};

/* What one thread has seen. */
struct sighting {
    struct holders *holders;
    struct seen_process *processes;
    size_t process_count;
    size_t process_capacity;
    struct seen_socket *sockets;
    size_t socket_count;
    size_t socket_capacity;
    pthread_mutex_t moving; /* guards both against being moved while they are taken */
    atomic_size_t complete; /* processes all of whose sockets are there */
    size_t taken;           /* how many of them were taken */
    pthread_t thread;
    int failure;     /* an errno that ended its walk */
    size_t gave_up;  /* the place of the process that a helper had no descriptors or memory left for, or SIZE_MAX */
};

struct holders {
    const struct procfs *procfs;
    struct process_history *history;
    struct process_list processes; /* to walk */
    bool counted;           /* the kernel tells how many descriptors a process has */
    bool any;               /* one holder of each socket is enough */
    bool again;             /* sockets of the table that have a holder are not looked for */
    bool unlisted;          /* sockets that the table does not have are wanted, too */
    pthread_mutex_t claims; /* guards which sockets of the table were claimed, and how many were not */
    size_t unclaimed;
    _Atomic(struct socket_table *) table; /* whose sockets are looked for; NULL as long as it is not read */
    const struct socket_table *likely_first; /* whose users' processes are walked first; NULL for any order */
    atomic_uchar *turns;                     /* then what became of each process: enum turn */
    atomic_size_t next;                      /* how many processes were looked at */
    atomic_bool enough;
    size_t helpers;
    struct sighting sightings[HOLDERS_THREADS]; /* the first is that of the thread that asks */
};

/* Begins without processes: who asks is to list them before the walk begins. */
void holders_init(struct holders *holders, const struct procfs *procfs, struct process_history *history);

/* Stops the walk, and frees what it has seen. */
void holders_free(struct holders *holders);

/*
 * Begins with the processes that are most likely to hold the sockets of a table: those of the users who opened them. To be
 * called before the walk begins; the table must stay.
 */
void holders_prefer_users(struct holders *holders, const struct socket_table *table);

/* Has other threads begin to walk, if any help. Where none can be made the thread that asks walks alone. */
void holders_start(struct holders *holders);

/*
 * Looks for the holders of a table's sockets, from now on; not of those that have one. The table must be findable, and not
 * be changed until the walk is over.
 */
void holders_look_for(struct holders *holders, struct socket_table *table);

/* Takes a process that was seen; its sockets are lent. A result other than 0 ends the walk. */
typedef int holders_visitor(void *context, const struct seen_process *process, const struct seen_socket *sockets);

/*
 * Walks along until all processes are walked, or enough is found, and visits those that were seen, on this thread. Returns
 * 0, an errno, or what the visitor ended it with.
 */
int holders_finish(struct holders *holders, holders_visitor *visitor, void *context);

#endif
