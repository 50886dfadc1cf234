// SPDX-License-Identifier: Apache-2.0
#include "socket_table.h"

#include "hash.h"
#include "tcp_state.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_ENTRIES ((size_t)256)
#define FIRST_NAMES ((size_t)4096)
#define FIRST_BUCKETS ((size_t)512)

void socket_table_init(struct socket_table *table)
{
    *table = (struct socket_table){.intact = true};
}

void socket_table_free(struct socket_table *table)
{
    free(table->entries);
    free(table->names);
    free(table->buckets);
    socket_table_init(table);
}

/* Makes *data hold at least so many elements. Returns 0 or an errno. */
static int reserve(void **data, size_t *capacity, size_t needed, size_t first, size_t element)
{
    if (needed <= *capacity)
        return 0;
    size_t grown = *capacity > 0 ? *capacity : first;
    while (grown < needed) {
        if (grown > SIZE_MAX / 2 / element)
            return ENOMEM;
        grown *= 2;
    }
    void *larger = realloc(*data, grown * element);
    if (larger == NULL)
        return ENOMEM;
    *data = larger;
    *capacity = grown;
    return 0;
}

/* Whether all sockets of an entry's inode have a holder. Those of UNIX are peers of others, whose names they tell. */
static bool was_held(const struct socket_table *before, const struct socket_entry *entry)
{
    const struct socket_entry *known =
        before == NULL || entry->protocol == SOCKSCOPE_UNIX ? NULL : socket_table_find(before, entry->inode);
    if (known == NULL)
        return false;
    while (known != NULL && known->held != 0)
        known = socket_table_next(before, known);
    return known == NULL;
}

int socket_table_add(struct socket_table *table, const struct socket_entry *entry, const uint8_t *name,
                     size_t name_size)
{
    if (was_held(table->before, entry))
        return 0;
    if (table->count >= SOCKET_TABLE_END || name_size > UINT32_MAX - table->names_size)
        return EOVERFLOW;
    void *entries = table->entries;
    int failure = reserve(&entries, &table->capacity, table->count + 1, FIRST_ENTRIES, sizeof *entry);
    table->entries = entries;
    if (failure != 0)
        return failure;
    if (name_size > 0) {
        void *names = table->names;
        failure = reserve(&names, &table->names_capacity, table->names_size + name_size, FIRST_NAMES, 1);
        table->names = names;
        if (failure != 0)
            return failure;
        memcpy(table->names + table->names_size, name, name_size);
    }
    struct socket_entry *added = &table->entries[table->count++];
    *added = *entry;
    added->name = (uint32_t)table->names_size;
    added->name_size = (uint32_t)name_size;
    table->names_size += name_size;
    return 0;
}

void socket_table_lose(struct socket_table *table)
{
    table->intact = false;
    table->lost++;
}

void socket_table_truncate(struct socket_table *table, size_t count, size_t names_size)
{
    table->count = count;
    table->names_size = names_size;
}

static size_t first_bucket(const struct socket_table *table, uint64_t key)
{
    return hash_neighbours(key) & (table->bucket_count - 1);
}

/* Sockets without a file are told apart by their cookies. */
static uint64_t key_of(const struct socket_entry *entry)
{
    return entry->inode != 0 ? entry->inode : entry->cookie;
}

static bool same_key(const struct socket_entry *a, const struct socket_entry *b)
{
    return a->inode == b->inode && key_of(a) == key_of(b);
}

static bool same_ends(const struct socket_entry *a, const struct socket_entry *b)
{
    return a->local_port == b->local_port && a->remote_port == b->remote_port &&
           memcmp(a->local, b->local, sizeof a->local) == 0 && memcmp(a->remote, b->remote, sizeof a->remote) == 0;
}

/* Of two entries of one inode. The text has no cookies; of what shares an inode there, MPTCP's subflows differ in an end. */
static bool same_socket(const struct socket_entry *a, const struct socket_entry *b)
{
    if (a->protocol != b->protocol)
        return false;
    if (((a->present | b->present) & SOCKSCOPE_HAS_COOKIE) == 0)
        return a->inode != 0 && same_ends(a, b);
    return (a->present & b->present & SOCKSCOPE_HAS_COOKIE) != 0 && a->cookie == b->cookie;
}

/* Links an entry behind those of its inode. Returns false if it is one of them already. */
static bool link_entry(struct socket_table *table, uint32_t index)
{
    struct socket_entry *entry = &table->entries[index];
    size_t bucket = first_bucket(table, key_of(entry));
    while (table->buckets[bucket] != SOCKET_TABLE_END && !same_key(&table->entries[table->buckets[bucket]], entry))
        bucket = (bucket + 1) & (table->bucket_count - 1);
    for (uint32_t i = table->buckets[bucket]; i != SOCKET_TABLE_END; i = table->entries[i].next) {
        if (same_socket(&table->entries[i], entry))
            return false;
    }
    entry->next = table->buckets[bucket];
    table->buckets[bucket] = index;
    return true;
}

int socket_table_index(struct socket_table *table)
{
    size_t bucket_count = FIRST_BUCKETS;
    while (bucket_count < table->count * 2)
        bucket_count *= 2;
    uint32_t *buckets = realloc(table->buckets, bucket_count * sizeof *buckets);
    if (buckets == NULL)
        return ENOMEM;
    table->buckets = buckets;
    table->bucket_count = bucket_count;
    table->holderless = 0;
    for (size_t i = 0; i < bucket_count; i++)
        table->buckets[i] = SOCKET_TABLE_END;

    size_t kept = 0;
    for (size_t i = 0; i < table->count; i++) {
        if (kept != i)
            table->entries[kept] = table->entries[i];
        struct socket_entry *entry = &table->entries[kept];
        entry->next = SOCKET_TABLE_END;
        bool nameless = entry->inode == 0 && (entry->present & SOCKSCOPE_HAS_COOKIE) == 0;
        if (!nameless && !link_entry(table, (uint32_t)kept))
            continue;
        if (entry->inode != 0 && entry->held == 0)
            table->holderless++;
        kept++;
    }
    table->count = kept;
    return 0;
}

bool socket_table_has_unaccepted(const struct socket_entry *entry)
{
    return entry->protocol == SOCKSCOPE_UNIX && entry->state == TCP_LISTEN && entry->receive_queue > 0;
}

struct socket_entry *socket_table_find(const struct socket_table *table, uint64_t inode)
{
    if (inode == 0)
        return NULL;
    size_t bucket = first_bucket(table, inode);
    while (table->buckets[bucket] != SOCKET_TABLE_END) {
        struct socket_entry *entry = &table->entries[table->buckets[bucket]];
        if (entry->inode == inode)
            return entry;
        bucket = (bucket + 1) & (table->bucket_count - 1);
    }
    return NULL;
}

struct socket_entry *socket_table_next(const struct socket_table *table, const struct socket_entry *entry)
{
    return entry->next == SOCKET_TABLE_END ? NULL : &table->entries[entry->next];
}

struct sockscope_socket socket_table_socket(const struct socket_table *table, const struct socket_entry *entry)
{
    bool tcp = entry->protocol == SOCKSCOPE_TCP4 || entry->protocol == SOCKSCOPE_TCP6;
    struct sockscope_socket socket = {
        .protocol = (enum sockscope_protocol)entry->protocol,
        .type = (enum sockscope_type)entry->type,
        .status = tcp ? tcp_state_status(entry->state) : SOCKSCOPE_NO_STATUS,
        .native_state = tcp_state_name(entry->state),
        .local = {.port = entry->local_port},
        .remote = {.port = entry->remote_port},
        .pid_kind = SOCKSCOPE_PID_ABSENT,
        .fd = -1,
        .present = entry->present,
        .inode = entry->inode,
        .cookie = entry->cookie,
        .netns = entry->netns,
        .uid = entry->uid,
        .receive_queue = entry->receive_queue,
        .send_queue = entry->send_queue,
    };
    memcpy(socket.local.address, entry->local, sizeof entry->local);
    memcpy(socket.remote.address, entry->remote, sizeof entry->remote);
    if (entry->netns != 0)
        socket.present |= SOCKSCOPE_HAS_NETNS;
    if (entry->name_size > 0) {
        socket.local.name = table->names + entry->name;
        socket.local.name_size = entry->name_size;
    }
    const struct socket_entry *peer = entry->peer != 0 ? socket_table_find(table, entry->peer) : NULL;
    if (peer != NULL && peer->protocol == SOCKSCOPE_UNIX && peer->name_size > 0) {
        socket.remote.name = table->names + peer->name;
        socket.remote.name_size = peer->name_size;
    }
    return socket;
}
