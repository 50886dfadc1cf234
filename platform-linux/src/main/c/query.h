// SPDX-License-Identifier: Apache-2.0
/* A query while it runs, and the rows that come of joining the sockets of the table to their holders. */
#ifndef SOCKSCOPE_LINUX_QUERY_H
#define SOCKSCOPE_LINUX_QUERY_H

#include "netns.h"
#include "process.h"
#include "socket_table.h"
#include "tables.h"

/* A descriptor of the process that is being read. */
struct held_socket {
    int64_t pid;
    int32_t fd;
    uint64_t inode;
};

struct query {
    const struct procfs *procfs;
    const struct sockscope_request *request;
    const struct sockscope_sink *sink;
    struct sockscope_error *error;
    struct socket_table table;
    struct netns_list namespaces; /* whose tables are read; the first is that of this thread */
    uint32_t allowed_ways;        /* enum tables_way */
    uint32_t ways;                /* that were taken */

    /* Sockets that are held: all of one process, or those of the machine that no table lists. */
    struct held_socket *held;
    size_t held_count;
    size_t held_capacity;
};

/* Frees what the query holds. */
void query_free(struct query *query);

/* Adds the tables of a namespace to the query's own. Returns without having made them findable. */
enum sockscope_result query_read_namespace(struct query *query, const struct netns *netns);

/* Reads the tables of all the query's namespaces into a table, which may be its own, and makes them findable. */
enum sockscope_result query_read_tables(struct query *query, struct socket_table *table);

/* Remembers a held socket. Returns 0 or an errno. */
int query_remember(struct query *query, int64_t pid, int32_t fd, uint64_t inode);

/* Gives the sink a row: a socket of a table with its holder. Returns 0 or an errno. */
int query_emit_held(struct query *query, const struct socket_table *table, const struct socket_entry *entry,
                    int64_t pid, int32_t fd);

/* Gives the sink a row: a socket of the query's table that no holder was found of. Returns 0 or an errno. */
int query_emit_ownerless(struct query *query, const struct socket_entry *entry);

/*
 * Gives the sink a row: a socket that is held and listed in no table, so that it neither listens nor is connected, if it is
 * a TCP or UDP socket that is wanted. Returns 0 or an errno.
 */
int query_emit_unlisted(struct query *query, const struct process *process, int32_t fd, uint64_t inode);

/* Tells the sink the name of a process. Returns 0 or an errno. */
int query_emit_name(struct query *query, const struct process *process);

/* Fills in the query's error: the call that failed for an errno, or that memory ran out. */
enum sockscope_result query_fail(struct query *query, const char *call, int code, int64_t pid);

/* The two ways to read; each fills the sink. */
enum sockscope_result query_read_machine(struct query *query);
enum sockscope_result query_read_process(struct query *query);

#endif
