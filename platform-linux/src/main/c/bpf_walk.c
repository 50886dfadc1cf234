// SPDX-License-Identifier: Apache-2.0
#include "bpf_walk.h"

#include "bpf_kernel.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The kernel gives no more at once than 8 pages, where these are the usual ones. */
#define BUFFER_SIZE ((size_t)64 * 1024)

#define FIRST_PAIRS ((size_t)256)
#define FIRST_OTHERS ((size_t)16)
#define NO_ROW SIZE_MAX

/* A row that is kept. */
struct bpf_other_row {
    struct bpf_unix_row row;
    bool duplicate; /* the first thread has the same pair */
};

void bpf_walk_init(struct bpf_walk *walk, bpf_visitor *visitor, void *context)
{
    *walk = (struct bpf_walk){.visitor = visitor, .context = context};
}

void bpf_walk_free(struct bpf_walk *walk)
{
    free(walk->pairs);
    free(walk->others);
    free(walk->buckets);
    *walk = (struct bpf_walk){0};
}

static struct bpf_pair pair_of(const struct bpf_row *row)
{
    return (struct bpf_pair){.inode = row->inode, .pid = row->pid, .fd = row->fd};
}

static int visit(struct bpf_walk *walk, const struct bpf_unix_row *row)
{
    if (walk->pair_count == walk->pair_capacity) {
        size_t capacity = walk->pair_capacity > 0 ? walk->pair_capacity * 2 : FIRST_PAIRS;
        struct bpf_pair *pairs = realloc(walk->pairs, capacity * sizeof *pairs);
        if (pairs == NULL)
            return ENOMEM;
        walk->pairs = pairs;
        walk->pair_capacity = capacity;
    }
    walk->pairs[walk->pair_count++] = pair_of(&row->row);
    return walk->visitor(walk->context, row);
}

/* The bucket of a pair among the other rows, or the free one where it would be. */
static size_t find_bucket(const struct bpf_walk *walk, struct bpf_pair pair)
{
    uint64_t key = (pair.inode ^ (uint64_t)pair.pid << 32 ^ pair.fd) * UINT64_C(0x9E3779B97F4A7C15);
    size_t bucket = (size_t)(key >> 32) & (walk->bucket_count - 1);
    while (walk->buckets[bucket] != NO_ROW) {
        struct bpf_pair other = pair_of(&walk->others[walk->buckets[bucket]].row.row);
        if (other.inode == pair.inode && other.pid == pair.pid && other.fd == pair.fd)
            break;
        bucket = (bucket + 1) & (walk->bucket_count - 1);
    }
    return bucket;
}

/* Makes room for one more of the other rows. Returns 0 or an errno. */
static int grow_others(struct bpf_walk *walk)
{
    size_t capacity = walk->other_capacity > 0 ? walk->other_capacity * 2 : FIRST_OTHERS;
    struct bpf_other_row *others = realloc(walk->others, capacity * sizeof *others);
    if (others == NULL)
        return ENOMEM;
    walk->others = others;
    size_t *buckets = realloc(walk->buckets, 2 * capacity * sizeof *buckets);
    if (buckets == NULL)
        return ENOMEM;
    walk->buckets = buckets;
    walk->bucket_count = 2 * capacity;
    walk->other_capacity = capacity;
    for (size_t i = 0; i < walk->bucket_count; i++)
        walk->buckets[i] = NO_ROW;
    for (size_t i = 0; i < walk->other_count; i++)
        walk->buckets[find_bucket(walk, pair_of(&walk->others[i].row.row))] = i;
    return 0;
}

static int keep(struct bpf_walk *walk, const struct bpf_unix_row *row)
{
    if (walk->other_count == walk->other_capacity) {
        int failure = grow_others(walk);
        if (failure != 0)
            return failure;
    }
    size_t bucket = find_bucket(walk, pair_of(&row->row));
    if (walk->buckets[bucket] != NO_ROW)
        return 0;
    struct bpf_other_row *other = &walk->others[walk->other_count];
    other->duplicate = false;
    memcpy(&other->row, row, bpf_row_size(&row->row));
    walk->buckets[bucket] = walk->other_count++;
    return 0;
}

/* Visits the rows that were kept, but for those that the first threads have, too. */
static int visit_others(struct bpf_walk *walk)
{
    int failure = 0;
    if (walk->other_count == 0)
        return 0;
    for (size_t i = 0; i < walk->pair_count; i++) {
        size_t other = walk->buckets[find_bucket(walk, walk->pairs[i])];
        if (other != NO_ROW)
            walk->others[other].duplicate = true;
    }
    for (size_t i = 0; i < walk->other_count && failure == 0; i++) {
        if (!walk->others[i].duplicate)
            failure = visit(walk, &walk->others[i].row);
    }
    return failure;
}

/* Takes the whole rows from the beginning of the buffer. *taken is their size. */
static int take_rows(struct bpf_walk *walk, const uint8_t *buffer, size_t size, size_t *taken)
{
    int failure = 0;
    *taken = 0;
    while (failure == 0 && size - *taken >= sizeof(struct bpf_row)) {
        const struct bpf_unix_row *row = (const void *)(buffer + *taken);
        size_t row_size = bpf_row_size(&row->row);
        if (row_size > size - *taken)
            break;
        *taken += row_size;
        if (row->row.pid != 0) /* it has just ended */
            failure = row->row.thread == 0 ? visit(walk, row) : keep(walk, row);
    }
    return failure;
}

/* Reads more behind what is in the buffer. Returns 0 or an errno; *got is 0 at the end. */
static int read_more(int iteration, uint8_t *buffer, size_t size, size_t *got)
{
    ssize_t result;
    do
        result = read(iteration, buffer, size);
    while (result < 0 &&
           (errno == EINTR || errno == EAGAIN)); /* EAGAIN: it went through much without finding anything */
    *got = result < 0 ? 0 : (size_t)result;
    return result < 0 ? errno : 0;
}

static int read_rows(struct bpf_walk *walk, int iteration, uint8_t *buffer, bool *refused)
{
    size_t size = 0;
    for (;;) {
        size_t got;
        size_t taken;
        int failure = read_more(iteration, buffer + size, BUFFER_SIZE - size, &got);
        if (failure != 0) {
            *refused = walk->pair_count == 0;
            return failure;
        }
        if (got == 0)
            return size == 0 ? 0 : EPROTO;
        size += got;
        failure = take_rows(walk, buffer, size, &taken);
        if (failure != 0)
            return failure;
        size -= taken;
        memmove(buffer, buffer + taken, size);
    }
}

int bpf_walk_all(struct bpf_walk *walk, int link, bool *refused)
{
    int iteration;
    int failure = bpf_begin(link, &iteration);
    if (failure != 0) {
        *refused = true;
        return failure;
    }
    uint8_t *buffer = malloc(BUFFER_SIZE);
    failure = buffer == NULL ? ENOMEM : read_rows(walk, iteration, buffer, refused);
    free(buffer);
    close(iteration);
    return failure == 0 ? visit_others(walk) : failure;
}
