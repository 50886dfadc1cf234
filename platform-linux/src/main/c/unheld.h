// SPDX-License-Identifier: Apache-2.0
/*
 * The sockets that no process was found to hold though all were read twice: some are in flight, some belong to nobody that
 * procfs shows, and stay for long. Remembered from one query to the next, they need no second look each time.
 */
#ifndef SOCKSCOPE_LINUX_UNHELD_H
#define SOCKSCOPE_LINUX_UNHELD_H

#include "socket_table.h"

#include <pthread.h>

#define UNHELD_LIMIT 64

/* An inode is 0 where nothing is remembered. */
struct unheld {
    pthread_mutex_t lock;
    struct {
        uint64_t inode;
        uint64_t cookie; /* 0 where the way of reading tells none */
    } sockets[UNHELD_LIMIT];
    size_t next; /* the place of the one that is forgotten next */
};

void unheld_init(struct unheld *unheld);

void unheld_destroy(struct unheld *unheld);

/* Whether this socket is remembered. */
bool unheld_has(struct unheld *unheld, const struct socket_entry *entry);

/* Remembers the sockets of a table that have no holder, and forgets those that have one now. */
void unheld_remember(struct unheld *unheld, const struct socket_table *table);

#endif
