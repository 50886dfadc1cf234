// SPDX-License-Identifier: Apache-2.0
#include "unheld.h"

#include <string.h>

void unheld_init(struct unheld *unheld)
{
    memset(unheld->sockets, 0, sizeof unheld->sockets);
    unheld->next = 0;
    pthread_mutex_init(&unheld->lock, NULL);
}

void unheld_destroy(struct unheld *unheld)
{
    pthread_mutex_destroy(&unheld->lock);
}

static bool has(const struct unheld *unheld, const struct socket_entry *entry)
{
    for (size_t i = 0; i < UNHELD_LIMIT; i++) {
        if (unheld->sockets[i].inode == entry->inode && unheld->sockets[i].cookie == entry->cookie)
            return true;
    }
    return false;
}

bool unheld_has(struct unheld *unheld, const struct socket_entry *entry)
{
    pthread_mutex_lock(&unheld->lock);
    bool found = has(unheld, entry);
    pthread_mutex_unlock(&unheld->lock);
    return found;
}

static void forget_held(struct unheld *unheld, const struct socket_table *table)
{
    for (size_t i = 0; i < UNHELD_LIMIT; i++) {
        const struct socket_entry *entry = socket_table_find(table, unheld->sockets[i].inode);
        if (entry != NULL && entry->held != 0)
            unheld->sockets[i].inode = 0;
    }
}

void unheld_remember(struct unheld *unheld, const struct socket_table *table)
{
    pthread_mutex_lock(&unheld->lock);
    forget_held(unheld, table);
    for (size_t i = 0; i < table->count && table->holderless > 0; i++) {
        const struct socket_entry *entry = &table->entries[i];
        if (entry->inode == 0 || entry->held != 0 || entry->gone || has(unheld, entry))
            continue;
        unheld->sockets[unheld->next].inode = entry->inode;
        unheld->sockets[unheld->next].cookie = entry->cookie;
        unheld->next = (unheld->next + 1) % UNHELD_LIMIT;
    }
    pthread_mutex_unlock(&unheld->lock);
}
