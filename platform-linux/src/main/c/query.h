// SPDX-License-Identifier: Apache-2.0
/* A query while it runs, and the rows that come of joining the sockets of the table to their holders. */
#ifndef SOCKSCOPE_LINUX_QUERY_H
#define SOCKSCOPE_LINUX_QUERY_H

#include "netns.h"
#include "process.h"
#include "process_history.h"
#include "socket_table.h"
#include "tables.h"
#include "unheld.h"

/* A descriptor of the process that is being read. */
struct held_socket {
    int64_t pid;
    int32_t fd;
    uint64_t inode;
};

struct bpf;

struct query {
    struct procfs *procfs;
    struct bpf *bpf;
    const struct sockscope_request *request;
    const struct sockscope_sink *sink;
    struct sockscope_error *error;
    struct unheld *unheld; /* of the queries before */
    struct process_history *history; /* the same */
    struct socket_table table;
    struct netns_list namespaces; /* whose tables are read; the first is that of this thread */
    uint32_t allowed_ways;        /* enum tables_way */
    uint32_t ways;                /* that were taken */
    bool may_borrow;              /* descriptors of other processes may be duplicated for a moment */
    bool borrowed;                /* some were */
    bool refused; /* the way that was taken is closed: the sink got nothing, so another may be tried */

    /* Sockets that are held: all of one process, or those of the machine that no table lists. */
    struct held_socket *held;
    size_t held_count;
    size_t held_capacity;
};

/* Frees what the query holds. */
void query_free(struct query *query);

/* Forgets all that a way has read that turned out to be closed. */
void query_restart(struct query *query);

/* Adds the tables of a namespace to the query's own, by a request that may be narrower. query_index_tables is to follow. */
enum sockscope_result query_read_namespace(struct query *query, const struct sockscope_request *request,
                                           const struct netns *netns);

/* Makes findable what was added to the query's tables. */
enum sockscope_result query_index_tables(struct query *query);

/* Reads the tables of all the query's namespaces into a table, which may be its own, and makes them findable. */
enum sockscope_result query_read_tables(struct query *query, struct socket_table *table);

/* Adds to the query's own tables those of its namespaces from this one on, and makes all findable. */
enum sockscope_result query_read_tables_from(struct query *query, size_t first);

/* Finds the namespaces of all processes. */
enum sockscope_result query_find_namespaces(struct query *query);

/* Whether there are sockets without a holder that are not known to have had none before. */
bool query_has_unexplained(const struct query *query);

/* Remembers a held socket. Returns 0 or an errno. */
int query_remember(struct query *query, int64_t pid, int32_t fd, uint64_t inode);

/* Gives the sink a row: a socket of a table with its holder. Returns 0 or an errno. */
int query_emit_held(struct query *query, const struct socket_table *table, const struct socket_entry *entry,
                    int64_t pid, int32_t fd);

/* Gives the sink a row: a socket of the query's table that no holder was found of. Returns 0 or an errno. */
int query_emit_ownerless(struct query *query, const struct socket_entry *entry);

/* The same for all sockets of the query's table that no holder was found of. */
enum sockscope_result query_emit_rest(struct query *query);

/*
 * Gives the sink a row: a socket that is held and listed in no table, so that it neither listens nor is connected, if it is
 * a TCP or UDP socket that is wanted. Returns 0 or an errno.
 */
int query_emit_unlisted(struct query *query, const struct process *process, int32_t fd, uint64_t inode);

/* Tells the sink the name of a process, which may be read from procfs only now. Returns 0 or an errno. */
int query_emit_name(struct query *query, const struct process *process);
int query_emit_known_name(struct query *query, int64_t pid, const uint8_t *name, size_t name_size);

/* Fills in the query's error: the call that failed for an errno, or that memory ran out. */
enum sockscope_result query_fail(struct query *query, const char *call, int code, int64_t pid);

/*
 * Reads the tables that the sockets of a process are in, by the descriptors that are remembered, and gives the sink their
 * rows.
 */
enum sockscope_result query_emit_process(struct query *query, const struct process *process);

/* The two ways to read; each fills the sink. */
enum sockscope_result query_read_machine(struct query *query);
enum sockscope_result query_read_process(struct query *query);

/* The same, by duplicates of the descriptors of another process where there may be any. */
enum sockscope_result query_read_process_borrowing(struct query *query);

#endif
