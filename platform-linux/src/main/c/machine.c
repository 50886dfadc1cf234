// SPDX-License-Identifier: Apache-2.0
/*
 * The sockets of the whole machine. Tables and descriptors can't be read at one moment. Where the tables come first a socket
 * that is opened in between is in neither; where both are read at once, which saves the time of the shorter, one may be
 * found that its holder had not opened yet when it was looked at. And one that no process is found to hold may have been
 * closed or passed on meanwhile. So if there are such sockets, and all processes could be read or both was done at once,
 * tables and descriptors are read once more to tell these cases apart; but not for sockets that had no holder when that
 * was done for an earlier query: it was before, too.
 */
#include "descriptors.h"
#include "holders.h"
#include "netns_search.h"
#include "query.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* A walk over the descriptors of all processes, whose holders are joined to the sockets of the query's table. */
struct walk {
    struct query *query;
    uint8_t round; /* 1 for the first, 2 for the second */
    size_t unreadable;
};

static struct socket_entry *find_entry(const struct query *query, const struct seen_socket *seen)
{
    return seen->entry != SOCKET_TABLE_END ? &query->table.entries[seen->entry]
                                           : socket_table_find(&query->table, seen->inode);
}

static int join_socket(struct query *query, uint8_t round, int64_t pid, const struct seen_socket *seen)
{
    struct socket_entry *entry = find_entry(query, seen);
    if (entry == NULL)
        return round == 1 && query->request->unbound ? query_remember(query, pid, seen->fd, seen->inode) : 0;
    int failure = 0;
    for (; entry != NULL && failure == 0; entry = socket_table_next(&query->table, entry)) {
        if (entry->held == 0) {
            entry->held = round;
            query->table.holderless--;
        }
        if (entry->held == round)
            failure = query_emit_held(query, &query->table, entry, pid, seen->fd);
    }
    return failure;
}

static bool is_listed(const struct query *query, const struct seen_process *seen, const struct seen_socket *sockets)
{
    for (size_t i = 0; i < seen->count; i++) {
        if (find_entry(query, &sockets[i]) != NULL)
            return true;
    }
    return false;
}

/* Joins what a process was seen to hold to the sockets of the table. */
static int join_process(void *context, const struct seen_process *seen, const struct seen_socket *sockets)
{
    struct walk *walk = context;
    struct query *query = walk->query;
    int failure = 0;
    if (seen->unreadable) {
        struct sockscope_process row = {.pid = seen->pid, .unreadable = true};
        walk->unreadable++;
        return query->sink->process(query->sink->context, &row);
    }
    if (is_listed(query, seen, sockets))
        failure = query_emit_known_name(query, seen->pid, seen->name, seen->name_size);
    for (size_t i = 0; i < seen->count && failure == 0; i++)
        failure = join_socket(query, walk->round, seen->pid, &sockets[i]);
    return failure;
}

/* A socket that no table listed at first: it was bound or connected since, or is not yet. */
static int emit_late(struct query *query, const struct socket_table *later, const struct held_socket *held)
{
    struct process process;
    int failure = process_open(query->procfs, held->pid, &process);
    if (failure == ENOENT || failure == ESRCH)
        return 0;
    if (failure != 0)
        return failure;
    failure = query_emit_name(query, &process);
    const struct socket_entry *entry = socket_table_find(later, held->inode);
    if (entry == NULL && failure == 0)
        failure = query_emit_unlisted(query, &process, held->fd, held->inode);
    for (; entry != NULL && failure == 0; entry = socket_table_next(later, entry))
        failure = query_emit_held(query, later, entry, held->pid, held->fd);
    process_close(&process);
    return failure;
}

/* Reads the tables again, to find out which sockets without a holder are still there. */
static enum sockscope_result compare_with_later(struct query *query)
{
    struct socket_table later;
    int failure = 0;
    socket_table_init(&later);
    later.before = &query->table;
    enum sockscope_result result = query_read_tables(query, &later);
    for (size_t i = 0; i < query->held_count && result == SOCKSCOPE_OK && failure == 0; i++)
        failure = emit_late(query, &later, &query->held[i]);
    for (size_t i = 0; i < query->table.count && result == SOCKSCOPE_OK; i++) {
        struct socket_entry *entry = &query->table.entries[i];
        if (entry->held == 0 && entry->inode != 0 && socket_table_find(&later, entry->inode) == NULL) {
            entry->gone = true;
            query->table.holderless--;
        }
    }
    socket_table_free(&later);
    return failure == 0 ? result : query_fail(query, "read of /proc/PID", failure, -1);
}

static void begin_holders(const struct query *query, struct holders *holders)
{
    holders_init(holders, query->procfs, query->history);
    holders->any = query->request->any_holder;
}

static enum sockscope_result list_processes(struct query *query, struct process_list *processes)
{
    int failure = process_list_read(processes, query->procfs, NULL);
    if (failure != 0)
        return query_fail(query, "read of /proc", failure, -1);
    process_history_leave_out(query->history, processes);
    return SOCKSCOPE_OK;
}

/* Reads all tables beside a walk that has begun. */
static enum sockscope_result read_tables_beside(struct query *query, const struct process_list *processes)
{
    int failure = 0;
    for (size_t i = 0; i < processes->count && failure == 0; i++)
        failure = netns_list_add_of_pid(&query->namespaces, query->procfs, processes->entries[i].pid);
    return failure == 0 ? query_read_tables(query, &query->table)
                        : query_fail(query, "open of /proc/PID/ns/net", failure, -1);
}

/* Lists the processes and reads all tables, those of our own namespace while the others are looked for. */
static enum sockscope_result list_and_read_tables(struct query *query, struct process_list *processes)
{
    struct netns_search search;
    const struct netns own = query->namespaces.entries[0]; /* the list is the search's until that is finished */
    netns_search_start(&search, query->procfs, query->history, processes, &query->namespaces);
    enum sockscope_result result = query_read_namespace(query, query->request, &own);
    int failure = netns_search_finish(&search);
    if (result == SOCKSCOPE_OK && failure != 0)
        result = query_fail(query, search.call, failure, -1);
    return result == SOCKSCOPE_OK ? query_read_tables_from(query, 1) : result;
}

/*
 * Whether to look for holders while the tables are read. That pays if reading them takes long, so that most sockets are in
 * them; and if all processes can be read, as that of the first tells, for else there are sockets without a holder each time,
 * and everything is read twice.
 */
static bool reads_at_once(const struct query *query)
{
    const struct sockscope_request *request = query->request;
    const uint32_t tcp = UINT32_C(1) << SOCKSCOPE_TCP4 | UINT32_C(1) << SOCKSCOPE_TCP6;
    if (request->any_holder || request->statuses != 0 || request->local_port != 0 || request->remote_port != 0 ||
        (request->protocols & tcp) == 0 || query->procfs->hides_processes)
        return false;
    int directory = openat(query->procfs->directory, "1/fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0)
        return false;
    close(directory);
    return true;
}

/* Looks for the holders of sockets that have none, in a walk that may have begun. */
static enum sockscope_result find_holders(struct walk *walk, struct holders *holders, bool begun)
{
    struct query *query = walk->query;
    holders->unlisted = query->request->unbound && walk->round == 1;
    holders->again = walk->round > 1;
    if (!begun && holders->any)
        holders_prefer_users(holders, &query->table);
    holders_look_for(holders, &query->table);
    if (!begun)
        holders_start(holders);
    int failure = holders_finish(holders, join_process, walk);
    return failure == 0 ? SOCKSCOPE_OK : query_fail(query, "read of /proc/PID/fd", failure, -1);
}

static enum sockscope_result find_holders_again(struct query *query)
{
    struct walk walk = {.query = query, .round = 2};
    struct holders holders;
    begin_holders(query, &holders);
    enum sockscope_result result = list_processes(query, &holders.processes);
    if (result == SOCKSCOPE_OK)
        result = find_holders(&walk, &holders, false);
    holders_free(&holders);
    return result;
}

static enum sockscope_result read_tables(struct query *query, struct holders *holders, bool at_once)
{
    int failure = netns_list_add_own(&query->namespaces, query->procfs->netns);
    if (failure != 0)
        return sockscope_fail_sink(query->error, failure);
    if (!at_once)
        return list_and_read_tables(query, &holders->processes);
    enum sockscope_result result = list_processes(query, &holders->processes);
    if (result != SOCKSCOPE_OK)
        return result;
    holders_start(holders);
    return read_tables_beside(query, &holders->processes);
}

enum sockscope_result query_read_machine(struct query *query)
{
    struct walk walk = {.query = query, .round = 1};
    struct holders holders;
    bool at_once = reads_at_once(query);
    begin_holders(query, &holders);
    enum sockscope_result result = read_tables(query, &holders, at_once);
    if (result == SOCKSCOPE_OK && (query->table.holderless > 0 || query->request->unbound))
        result = find_holders(&walk, &holders, at_once);
    holders_free(&holders);
    bool all_seen = !query->procfs->hides_processes && (walk.unreadable == 0 || at_once);
    bool unexplained = result == SOCKSCOPE_OK && all_seen && query_has_unexplained(query);
    if (result == SOCKSCOPE_OK && (unexplained || query->held_count > 0))
        result = compare_with_later(query);
    if (result == SOCKSCOPE_OK && unexplained && query->table.holderless > 0)
        result = find_holders_again(query);
    if (result == SOCKSCOPE_OK && all_seen)
        unheld_remember(query->unheld, &query->table);
    return result == SOCKSCOPE_OK ? query_emit_rest(query) : result;
}
