// SPDX-License-Identifier: Apache-2.0
/*
 * The sockets of the whole machine. The program brings all that are held; beside it, on another thread, the tables are read
 * for those that are not. A socket of the tables that no one holds may have been opened behind the program's back or have
 * changed hands; then both are read once more to tell these cases apart, but for sockets that had no holder before. In a
 * pid namespace, where most are held by processes that aren't shown, the tables are read first, and once. The tables of
 * other network namespaces than our own are only read if there may be sockets in them that nobody holds.
 */
#include "bpf.h"
#include "bpf_counts.h"
#include "bpf_emit.h"
#include "bpf_established.h"
#include "bpf_threads.h"
#include "bpf_unseen.h"
#include "worker.h"

#include <errno.h>
#include <stdlib.h>

/* Tables that are read into a query of their own. */
struct tables_task {
    struct query query;
    struct sockscope_request request;
    bool own_only; /* those of the other namespaces are to follow */
    struct bpf_threads threads;
    struct process_list processes; /* that were there when the tables had been read; empty if they are not listed */
    struct sockscope_error error;
    enum sockscope_result result;
    pthread_t thread;
    bool running;
};

static enum sockscope_result find_namespaces(struct query *query, struct bpf_threads *threads)
{
    int failure = bpf_threads_read(threads, query->bpf);
    if (failure != 0)
        return query_fail(query, "read of a BPF iterator", failure, -1);
    if (threads->count == 0)
        return query_find_namespaces(query);
    failure = netns_list_add_own(&query->namespaces, query->procfs->netns);
    if (failure == 0)
        failure = bpf_threads_add_namespaces(threads, query->procfs, &query->namespaces);
    return failure == 0 ? SOCKSCOPE_OK : query_fail(query, "open of /proc/PID/ns/net", failure, -1);
}

static void *read_all_tables(void *context)
{
    struct tables_task *task = context;
    if (task->query.namespaces.count == 0)
        task->result = find_namespaces(&task->query, &task->threads);
    if (task->result == SOCKSCOPE_OK && task->own_only && task->query.namespaces.count > 1)
        task->result = query_read_namespace(&task->query, &task->request, &task->query.namespaces.entries[0]);
    else if (task->result == SOCKSCOPE_OK)
        task->result = query_read_tables(&task->query, &task->query.table);
    return NULL;
}

/* The processes are listed in passing: the program takes longer than tables of which it will tell most. */
static void *read_beside(void *context)
{
    struct tables_task *task = context;
    read_all_tables(task);
    if (process_list_read(&task->processes, task->query.procfs, NULL) != 0)
        process_list_free(&task->processes);
    return NULL;
}

static void init_tables(struct tables_task *task, const struct query *query)
{
    *task = (struct tables_task){
        .query = {.procfs = query->procfs,
                  .bpf = query->bpf,
                  .history = query->history,
                  .allowed_ways = query->allowed_ways},
        .request = *query->request,
    };
    task->query.request = &task->request;
    task->query.error = &task->error;
    socket_table_init(&task->query.table);
}

/* Begins to read the tables beside the program, or reads them first. */
static void start_tables(struct tables_task *task, const struct bpf_established *established)
{
    task->own_only = !task->query.request->any_holder && !task->query.procfs->below_others;
    if (established->left_out)
        task->request.statuses = BPF_NOT_ESTABLISHED;
    task->running = task->own_only && worker_start_beside(&task->thread, read_beside, task) == 0;
    if (!task->running)
        read_all_tables(task);
}

static enum sockscope_result finish_tables(struct tables_task *task, struct query *query)
{
    if (task->running)
        pthread_join(task->thread, NULL);
    task->running = false;
    query->ways |= task->query.ways;
    if (task->result != SOCKSCOPE_OK)
        *query->error = task->error;
    return task->result;
}

/* Notes that the sockets of an inode are held. */
static void mark(struct socket_table *table, uint64_t inode)
{
    struct socket_entry *entry = socket_table_find(table, inode);
    for (; entry != NULL; entry = socket_table_next(table, entry)) {
        if (entry->held == 0) {
            entry->held = 1;
            table->holderless--;
        }
    }
}

struct first_pass {
    struct bpf_emission emission;
    struct socket_table *enough; /* if one holder of each of its sockets is all that is wanted */
    struct bpf_counts counts;
    bool counts_own; /* the sockets of our own namespace, too */
};

static int visit_first(void *context, const struct bpf_unix_row *row)
{
    struct first_pass *pass = context;
    int failure = bpf_emit(&pass->emission, row);
    if (failure == 0 && (pass->counts_own || row->row.netns != pass->emission.query->procfs->netns))
        failure = bpf_counts_add(&pass->counts, &row->row);
    if (failure != 0 || pass->enough == NULL)
        return failure;
    mark(pass->enough, row->row.inode);
    return pass->enough->holderless == 0 ? PROCESS_ENOUGH : 0;
}

/* What the program can't tell is in the tables. */
static int emit_remembered(struct query *query, const struct held_socket *held)
{
    struct process process;
    const struct socket_entry *entry = socket_table_find(&query->table, held->inode);
    int failure = 0;
    for (; entry != NULL && failure == 0; entry = socket_table_next(&query->table, entry))
        failure = query_emit_held(query, &query->table, entry, held->pid, held->fd);
    if (failure != 0 || socket_table_find(&query->table, held->inode) != NULL || !query->request->unbound)
        return failure;
    failure = process_open(query->procfs, held->pid, &process);
    if (failure != 0)
        return failure == ENOENT || failure == ESRCH ? 0 : failure;
    failure = query_emit_unlisted(query, &process, held->fd, held->inode);
    process_close(&process);
    return failure;
}

/* Adds those tables of another namespace that may have sockets which nobody holds. */
static enum sockscope_result read_open_tables(struct query *query, const struct netns *netns,
                                              const struct bpf_counts *counts)
{
    struct sockscope_request open = *query->request;
    struct sockstat sockstat;
    if (sockstat_read(query->procfs, netns, &sockstat))
        open.protocols = bpf_counts_open(counts, netns->inode, &sockstat, open.protocols);
    return open.protocols != 0 ? query_read_namespace(query, &open, netns) : SOCKSCOPE_OK;
}

/* The same for all other namespaces. */
static enum sockscope_result read_other_tables(struct query *query, const struct bpf_counts *counts)
{
    enum sockscope_result result = SOCKSCOPE_OK;
    for (size_t i = 1; i < query->namespaces.count && result == SOCKSCOPE_OK; i++)
        result = read_open_tables(query, &query->namespaces.entries[i], counts);
    return result == SOCKSCOPE_OK ? query_index_tables(query) : result;
}

/* Forgets the sockets of our own namespace, of some protocols. */
static void forget_own(struct query *query, uint32_t protocols)
{
    size_t kept = 0;
    for (size_t i = 0; i < query->table.count; i++) {
        const struct socket_entry *entry = &query->table.entries[i];
        bool forgotten = entry->netns == query->procfs->netns && (protocols & UINT32_C(1) << entry->protocol) != 0;
        if (!forgotten)
            query->table.entries[kept++] = *entry;
    }
    socket_table_truncate(&query->table, kept, query->table.names_size);
}

/* Reads tables of our own namespace once more, with the established connections: text has those of all states at once. */
static enum sockscope_result read_own_again(struct query *query, uint32_t protocols)
{
    struct sockscope_request again = *query->request;
    forget_own(query, protocols);
    again.protocols = protocols;
    enum sockscope_result result = query_read_namespace(query, &again, &query->namespaces.entries[0]);
    return result == SOCKSCOPE_OK ? query_index_tables(query) : result;
}

static void mark_all(struct query *query, const struct bpf_walk *walk)
{
    for (size_t i = 0; i < walk->pair_count; i++)
        mark(&query->table, walk->pairs[i].inode);
}

/* Completes the tables, once it is known what is held. */
static enum sockscope_result complete_tables(struct query *query, const struct bpf_walk *walk,
                                             const struct bpf_established *established, const struct bpf_counts *counts)
{
    enum sockscope_result result = query->namespaces.count > 1 ? read_other_tables(query, counts) : SOCKSCOPE_OK;
    if (result != SOCKSCOPE_OK)
        return result;
    mark_all(query, walk);
    uint32_t open = bpf_established_open(established, query, counts);
    if (open == 0)
        return SOCKSCOPE_OK;
    result = read_own_again(query, open);
    if (result == SOCKSCOPE_OK)
        mark_all(query, walk);
    return result;
}

/* What is told of holders beside the rows of the program. */
static enum sockscope_result emit_from_tables(struct query *query, const struct bpf_walk *walk,
                                              struct tables_task *tables)
{
    int failure = 0;
    for (size_t i = 0; i < query->held_count && failure == 0; i++)
        failure = emit_remembered(query, &query->held[i]);
    if (failure == 0 && query->table.holderless > 0)
        failure = bpf_report_unseen(query, &tables->processes, walk, &tables->threads);
    return failure == 0 ? SOCKSCOPE_OK : query_fail(query, "read of /proc/PID", failure, -1);
}

/* A holder of a socket that none was found of at first. */
static int visit_again(void *context, const struct bpf_unix_row *row)
{
    const struct bpf_emission *emission = context;
    struct query *query = emission->query;
    struct socket_entry *entry = socket_table_find(&query->table, row->row.inode);
    int failure = 0;
    for (; entry != NULL && failure == 0; entry = socket_table_next(&query->table, entry)) {
        if (entry->held == 1)
            continue;
        if (entry->held == 0)
            query->table.holderless--;
        entry->held = 2;
        failure = bpf_emit_name(context, &row->row);
        if (failure == 0)
            failure = query_emit_held(query, &query->table, entry, row->row.pid, (int32_t)row->row.fd);
    }
    return failure;
}

/* Adds the namespaces, which another list goes on to own, of sockets that no one was found to hold. */
static int list_unexplained(const struct query *query, struct netns_list *namespaces)
{
    namespaces->entries = malloc(query->namespaces.count * sizeof *namespaces->entries);
    if (namespaces->entries == NULL)
        return ENOMEM;
    for (size_t i = 0; i < query->namespaces.count; i++) {
        const struct netns *netns = &query->namespaces.entries[i];
        bool found = false;
        for (size_t j = 0; j < query->table.count && !found; j++) {
            const struct socket_entry *entry = &query->table.entries[j];
            found = entry->held == 0 && entry->inode != 0 && entry->netns == netns->inode;
        }
        if (found)
            namespaces->entries[namespaces->count++] = *netns;
    }
    return 0;
}

/* Reads the tables again that have sockets without a holder, but for those that had one before. */
static enum sockscope_result find_gone(struct query *query)
{
    struct tables_task later;
    init_tables(&later, query);
    later.query.table.before = &query->table;
    int failure = list_unexplained(query, &later.query.namespaces);
    if (failure != 0)
        return sockscope_fail_sink(query->error, failure);
    if (later.query.namespaces.count > 0)
        read_all_tables(&later);
    free(later.query.namespaces.entries);
    later.query.namespaces = (struct netns_list){0};
    enum sockscope_result result = finish_tables(&later, query);
    for (size_t i = 0; i < query->table.count && result == SOCKSCOPE_OK; i++) {
        struct socket_entry *entry = &query->table.entries[i];
        if (entry->held == 0 && entry->inode != 0)
            entry->gone = socket_table_find(&later.query.table, entry->inode) == NULL;
    }
    query_free(&later.query);
    return result;
}

/* Reads all again, to find out what became of the sockets that no one was found to hold. */
static enum sockscope_result look_again(struct query *query, int link)
{
    struct bpf_emission emission = {.query = query};
    struct bpf_walk walk;
    bool refused;
    bpf_walk_init(&walk, visit_again, &emission);
    int failure = bpf_walk_all(&walk, link, &refused);
    bpf_walk_free(&walk);
    if (failure != 0)
        return query_fail(query, "read of a BPF iterator", failure, -1);
    return query->table.holderless > 0 ? find_gone(query) : SOCKSCOPE_OK;
}

static enum sockscope_result read_machine(struct query *query, int link)
{
    struct tables_task tables;
    struct bpf_established established;
    struct first_pass pass = {.emission = {.query = query}};
    struct bpf_walk walk;
    int failure = 0;
    bpf_walk_init(&walk, visit_first, &pass);
    bpf_established_init(&established, query);
    pass.counts_own = established.left_out;
    init_tables(&tables, query);
    start_tables(&tables, &established);
    if (query->request->any_holder && !query->request->unbound)
        pass.enough = &tables.query.table;
    if (tables.running || tables.result == SOCKSCOPE_OK)
        failure = bpf_walk_all(&walk, link, &query->refused);
    enum sockscope_result result = finish_tables(&tables, query);
    query->table = tables.query.table;
    query->namespaces = tables.query.namespaces;
    if (result == SOCKSCOPE_OK && failure != 0 && failure != PROCESS_ENOUGH)
        result = query_fail(query, "read of a BPF iterator", failure, -1);
    if (result == SOCKSCOPE_OK && tables.own_only)
        result = complete_tables(query, &walk, &established, &pass.counts);
    else if (result == SOCKSCOPE_OK)
        mark_all(query, &walk);
    bpf_counts_free(&pass.counts);
    if (result == SOCKSCOPE_OK)
        result = emit_from_tables(query, &walk, &tables);
    bpf_threads_free(&tables.threads);
    process_list_free(&tables.processes);
    bpf_walk_free(&walk);
    if (result == SOCKSCOPE_OK && !query->procfs->below_others && query_has_unexplained(query))
        result = look_again(query, link);
    if (result == SOCKSCOPE_OK && !query->procfs->below_others)
        unheld_remember(query->unheld, &query->table);
    return result == SOCKSCOPE_OK ? query_emit_rest(query) : result;
}

enum sockscope_result bpf_read_machine(struct query *query)
{
    /* The program is shown all processes of our pid namespace, however procfs is mounted. */
    struct procfs procfs = *query->procfs;
    struct procfs *before = query->procfs;
    enum sockscope_result result = bpf_open(query->bpf, query->procfs, query->error);
    if (result != SOCKSCOPE_OK) {
        query->refused = true;
        return result;
    }
    procfs.hides_processes = procfs.below_others;
    query->procfs = &procfs;
    result = read_machine(query, query->bpf->link);
    query->procfs = before;
    return result;
}
