// SPDX-License-Identifier: Apache-2.0
#include "holders.h"

#include <stdlib.h>
#include <string.h>

/* An endpoint to which descriptors may belong. */
struct row {
    struct ends ends;
    const struct endpoint *endpoint;
    struct holders *holders;
};

/* The descriptors of one socket. */
struct group {
    const struct descriptor *first;
    size_t count;
};

struct join {
    struct row *rows; /* by their ends */
    size_t row_count;
    struct row **chosen; /* room for all rows */
    struct group *groups; /* room for all descriptors */
};

#define COMPARE(a, b)                                                                                                  \
    if ((a) != (b))                                                                                                    \
    return (a) < (b) ? -1 : 1

static int compare_local(const struct ends *left, const struct ends *right)
{
    COMPARE(left->protocol, right->protocol);
    COMPARE(left->local_port, right->local_port);
    return memcmp(left->local, right->local, sizeof left->local);
}

/* Those without a remote end come before others of their local end. */
static int compare_ends(const struct ends *left, const struct ends *right)
{
    int order = compare_local(left, right);
    if (order != 0)
        return order;
    COMPARE(left->remote_port, right->remote_port);
    return memcmp(left->remote, right->remote, sizeof left->remote);
}

static int compare_rows(const void *a, const void *b)
{
    return compare_ends(&((const struct row *)a)->ends, &((const struct row *)b)->ends);
}

static int compare_descriptors(const void *a, const void *b)
{
    const struct descriptor *left = a;
    const struct descriptor *right = b;
    int order = compare_ends(&left->ends, &right->ends);
    if (order != 0)
        return order;
    COMPARE(left->inode, right->inode);
    COMPARE(left->pid, right->pid);
    return left->fd < right->fd ? -1 : left->fd > right->fd;
}

static struct ends ends_of(const struct sockscope_socket *socket)
{
    struct ends ends = {.protocol = socket->protocol, .local_port = socket->local.port};
    memcpy(ends.local, socket->local.address, sizeof ends.local);
    if (socket->remote.port != 0) {
        ends.remote_port = socket->remote.port;
        memcpy(ends.remote, socket->remote.address, sizeof ends.remote);
    }
    return ends;
}

/* The descriptor of a socket that sends no more tells no remote end. */
static bool may_have_lost_peer(const struct row *row)
{
    switch (row->endpoint->socket.status) {
    case SOCKSCOPE_FIN_WAIT1:
    case SOCKSCOPE_FIN_WAIT2:
    case SOCKSCOPE_CLOSING:
    case SOCKSCOPE_LAST_ACK:
    case SOCKSCOPE_TIME_WAIT:
        return true;
    default:
        return false;
    }
}

/* The first row that is not before these ends. */
static size_t lower_bound(const struct join *join, const struct ends *ends)
{
    size_t low = 0;
    size_t high = join->row_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_ends(&join->rows[middle].ends, ends) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Chooses the rows with these ends. */
static size_t choose_connected(const struct join *join, const struct ends *ends)
{
    size_t count = 0;
    for (size_t i = lower_bound(join, ends); i < join->row_count && compare_ends(&join->rows[i].ends, ends) == 0; i++)
        join->chosen[count++] = &join->rows[i];
    return count;
}

/* Chooses the rows with this local end that may be those of a descriptor without a remote one, those without first. */
static size_t choose_by_local(const struct join *join, const struct ends *ends, size_t *unconnected)
{
    size_t count = 0;
    *unconnected = 0;
    for (size_t i = lower_bound(join, ends); i < join->row_count && compare_local(&join->rows[i].ends, ends) == 0;
         i++) {
        struct row *row = &join->rows[i];
        if (row->ends.remote_port == 0)
            ++*unconnected;
        else if (row->holders->first != NULL || !may_have_lost_peer(row))
            continue;
        join->chosen[count++] = row;
    }
    return count;
}

/* The sockets among descriptors of the same ends. */
static size_t group(const struct join *join, const struct descriptor *first, size_t count)
{
    size_t groups = 0;
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || first[i].inode != first[i - 1].inode)
            join->groups[groups++] = (struct group){.first = &first[i]};
        join->groups[groups - 1].count++;
    }
    return groups;
}

static bool include(const struct descriptor *first, size_t count, int64_t pid)
{
    for (size_t i = 0; i < count; i++) {
        if (first[i].pid == pid)
            return true;
    }
    return false;
}

/* Whether it makes no difference which of the rows is whose. */
static bool are_alike(struct row *const *rows, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        if (compare_ends(&rows[i]->ends, &rows[0]->ends) != 0 ||
            rows[i]->endpoint->socket.status != rows[0]->endpoint->socket.status)
            return false;
    }
    return true;
}

static bool are_of_one_process(const struct group *groups, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < groups[i].count; j++) {
            if (groups[i].first[j].pid != groups[0].first->pid)
                return false;
        }
    }
    return true;
}

static void give(struct row *row, const struct group *group)
{
    row->holders->first = group->first;
    row->holders->count = group->count;
}

/* All descriptors of these ends may be those of any of the rows. */
static void leave_open(struct row *const *rows, size_t row_count, const struct descriptor *first, size_t count)
{
    for (size_t i = 0; i < row_count; i++)
        *rows[i]->holders = (struct holders){.first = first, .count = count, .unsure = true};
}

/* Returns false if it can't be said which is whose. */
static bool assign(struct row *const *rows, size_t row_count, const struct group *groups, size_t group_count)
{
    if (row_count != group_count)
        return false;
    bool alike = are_alike(rows, row_count);
    if (!alike && !are_of_one_process(groups, group_count))
        return false;
    for (size_t i = 0; i < row_count; i++) {
        give(rows[i], &groups[i]);
        rows[i]->holders->fd_unknown = !alike;
    }
    return true;
}

/* The one without a remote end is that which its creator has, unless that has several. Takes it out of the groups. */
static bool assign_to_creator(struct row *row, struct group *groups, size_t *group_count)
{
    struct group *found = NULL;
    for (size_t i = 0; i < *group_count; i++) {
        if (!include(groups[i].first, groups[i].count, row->endpoint->creator))
            continue;
        if (found != NULL)
            return false;
        found = &groups[i];
    }
    if (found == NULL)
        return false;
    give(row, found);
    *found = groups[--*group_count];
    return true;
}

static void join_connected(const struct join *join, const struct descriptor *first, size_t count)
{
    size_t row_count = choose_connected(join, &first->ends);
    size_t group_count = group(join, first, count);
    if (!assign(join->chosen, row_count, join->groups, group_count))
        leave_open(join->chosen, row_count, first, count);
}

/* Beside a listener there may be connections that were shut down, and that nobody may hold any more. */
static void join_unconnected(const struct join *join, const struct descriptor *first, size_t count)
{
    size_t unconnected;
    size_t row_count = choose_by_local(join, &first->ends, &unconnected);
    size_t group_count = group(join, first, count);
    struct row **rows = join->chosen;
    if (assign(rows, row_count, join->groups, group_count))
        return;
    if (unconnected == 1 && assign_to_creator(rows[0], join->groups, &group_count)) {
        rows++;
        row_count--;
    }
    if (group_count > 0 && !assign(rows, row_count, join->groups, group_count))
        leave_open(rows, row_count, first, count);
}

/* The connected ones first: what they leave may be without its peer. */
static void join_all(const struct join *join, const struct descriptor_list *descriptors, bool connected)
{
    size_t count;
    for (size_t i = 0; i < descriptors->count; i += count) {
        const struct descriptor *first = &descriptors->entries[i];
        count = 1;
        while (i + count < descriptors->count && compare_ends(&first[count].ends, &first->ends) == 0)
            count++;
        if (connected && first->ends.remote_port != 0)
            join_connected(join, first, count);
        else if (!connected && first->ends.remote_port == 0)
            join_unconnected(join, first, count);
    }
}

static void fill_rows(struct join *join, struct holders *holders, const struct endpoints *endpoints)
{
    for (size_t i = 0; i < endpoints->count; i++) {
        const struct endpoint *endpoint = &endpoints->entries[i];
        if (endpoint->listed_twice || endpoint->socket.local.port == 0)
            continue;
        join->rows[join->row_count++] =
            (struct row){.ends = ends_of(&endpoint->socket), .endpoint = endpoint, .holders = &holders[i]};
    }
    qsort(join->rows, join->row_count, sizeof *join->rows, compare_rows);
}

enum sockscope_result holders_find(struct holders **holders, const struct endpoints *endpoints,
                                   struct descriptor_list *descriptors, struct sockscope_error *error)
{
    if (endpoints->count == 0)
        return SOCKSCOPE_OK;
    *holders = malloc(endpoints->count * sizeof **holders);
    if (*holders == NULL)
        return sockscope_fail_sink(error, ENOMEM);
    memset(*holders, 0, endpoints->count * sizeof **holders);
    if (descriptors->count == 0)
        return SOCKSCOPE_OK;
    struct join join = {
        .rows = malloc(endpoints->count * sizeof *join.rows),
        .chosen = malloc(endpoints->count * sizeof(struct row *)),
        .groups = malloc(descriptors->count * sizeof *join.groups),
    };
    bool enough = join.rows != NULL && join.chosen != NULL && join.groups != NULL;
    if (enough) {
        fill_rows(&join, *holders, endpoints);
        qsort(descriptors->entries, descriptors->count, sizeof *descriptors->entries, compare_descriptors);
        join_all(&join, descriptors, true);
        join_all(&join, descriptors, false);
    }
    free(join.rows);
    free(join.chosen);
    free(join.groups);
    return enough ? SOCKSCOPE_OK : sockscope_fail_sink(error, ENOMEM);
}

bool holders_include(const struct holders *holders, int64_t pid)
{
    return include(holders->first, holders->count, pid);
}
