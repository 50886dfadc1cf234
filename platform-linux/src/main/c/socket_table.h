// SPDX-License-Identifier: Apache-2.0
/* The sockets that the kernel listed, before they are joined to their holders, and the way from an inode to them. */
#ifndef SOCKSCOPE_LINUX_SOCKET_TABLE_H
#define SOCKSCOPE_LINUX_SOCKET_TABLE_H

#include "sockscope.h"

struct socket_entry {
    uint64_t inode; /* 0 if no file refers to the socket */
    uint64_t cookie;
    uint8_t local[16];
    uint8_t remote[16];
    uint32_t uid;
    uint32_t receive_queue;
    uint32_t send_queue;
    uint32_t name; /* place in the table's names */
    uint32_t name_size;
    uint32_t peer; /* inode of a UNIX socket's peer, 0 for none */
    uint32_t netns;     /* the namespace that it lives in, 0 if it is not known */
    uint32_t next; /* the next entry of the same inode, SOCKET_TABLE_END for none */
    uint16_t local_port;
    uint16_t remote_port;
    uint8_t protocol; /* enum sockscope_protocol */
    uint8_t type;     /* enum sockscope_type */
    uint8_t state;    /* the kernel's */
    uint8_t present;  /* enum sockscope_present */
    uint8_t held;     /* in which walk over the descriptors a holder was found, 0 if in none */
    bool claimed;     /* a holder was found in the walk that goes on */
    bool gone;        /* a later read of the tables had no such socket */
};

#define SOCKET_TABLE_END UINT32_MAX

struct socket_table {
    const struct socket_table *before; /* an earlier reading, or NULL: sockets that have a holder in it are not added */
    struct socket_entry *entries;
    size_t count;
    size_t capacity;
    uint8_t *names;
    size_t names_size;
    size_t names_capacity;
    uint32_t *buckets; /* open addressing, by inode */
    size_t bucket_count;
    size_t holderless; /* entries that some file refers to, and whose holder was not found yet */
    bool intact; /* nothing was lost or not understood */
    uint32_t lost; /* sockets that were listed and not understood */
};

void socket_table_init(struct socket_table *table);

void socket_table_free(struct socket_table *table);

/* Adds a socket; name may be NULL if name_size is 0. Returns 0 or an errno. */
int socket_table_add(struct socket_table *table, const struct socket_entry *entry, const uint8_t *name,
                     size_t name_size);

/* Notes that a socket was listed which can't be understood. */
void socket_table_lose(struct socket_table *table);

/* Takes back all that was added since the table had so many entries and bytes of names. */
void socket_table_truncate(struct socket_table *table, size_t count, size_t names_size);

/*
 * Makes the entries findable, and must be called again when more were added. A socket that the kernel listed twice, as it does when a
 * dump that takes several messages goes on after the table has changed, is found once. Returns 0 or an errno.
 */
int socket_table_index(struct socket_table *table);

/* Whether an entry is a UNIX listener with connections that wait to be accepted. */
bool socket_table_has_unaccepted(const struct socket_entry *entry);

/* The first entry of an inode, NULL for none. */
struct socket_entry *socket_table_find(const struct socket_table *table, uint64_t inode);

/* The next entry of the same inode, NULL for none: the subflows of an MPTCP socket share its inode. */
struct socket_entry *socket_table_next(const struct socket_table *table, const struct socket_entry *entry);

/* What the sink gets to see of an entry, without a holder. It lends from the table. */
struct sockscope_socket socket_table_socket(const struct socket_table *table, const struct socket_entry *entry);

#endif
