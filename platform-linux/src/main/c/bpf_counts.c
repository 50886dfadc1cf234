// SPDX-License-Identifier: Apache-2.0
#include "bpf_counts.h"

#include "hash.h"

#include <errno.h>
#include <stdlib.h>

#define FIRST_BUCKETS ((size_t)512)
#define FIRST_NAMESPACES ((size_t)8)

/* What is held in a namespace, by protocol. */
struct held_counts {
    uint32_t netns;
    bool requests;
    bool multipath;
    unsigned long sockets[SOCKSTAT_PROTOCOLS];
};

void bpf_counts_free(struct bpf_counts *counts)
{
    free(counts->inodes);
    free(counts->namespaces);
    *counts = (struct bpf_counts){0};
}

/* Where an inode is, or would be. */
static uint64_t *find_bucket(uint64_t *inodes, size_t bucket_count, uint64_t inode)
{
    size_t bucket = hash_neighbours(inode) & (bucket_count - 1);
    while (inodes[bucket] != 0 && inodes[bucket] != inode)
        bucket = (bucket + 1) & (bucket_count - 1);
    return &inodes[bucket];
}

/* Keeps half of the buckets free. Returns 0 or an errno. */
static int make_room(struct bpf_counts *counts)
{
    if (2 * counts->inode_count < counts->bucket_count)
        return 0;
    size_t bucket_count = counts->bucket_count > 0 ? counts->bucket_count * 2 : FIRST_BUCKETS;
    uint64_t *inodes = calloc(bucket_count, sizeof *inodes);
    if (inodes == NULL)
        return ENOMEM;
    for (size_t i = 0; i < counts->bucket_count; i++) {
        if (counts->inodes[i] != 0)
            *find_bucket(inodes, bucket_count, counts->inodes[i]) = counts->inodes[i];
    }
    free(counts->inodes);
    counts->inodes = inodes;
    counts->bucket_count = bucket_count;
    return 0;
}

/* The place of a namespace, or the number of them if nothing was counted in it. Most sockets are in that of the last. */
static size_t find_namespace(const struct bpf_counts *counts, uint32_t netns)
{
    size_t place = counts->last;
    if (place < counts->namespace_count && counts->namespaces[place].netns == netns)
        return place;
    for (place = 0; place < counts->namespace_count && counts->namespaces[place].netns != netns;)
        place++;
    return place;
}

/* Points at the counts of a namespace. Returns 0 or an errno. */
static int find_counts(struct bpf_counts *counts, uint32_t netns, struct held_counts **held)
{
    size_t place = find_namespace(counts, netns);
    if (place == counts->namespace_capacity) {
        size_t capacity = counts->namespace_capacity > 0 ? counts->namespace_capacity * 2 : FIRST_NAMESPACES;
        struct held_counts *namespaces = realloc(counts->namespaces, capacity * sizeof *namespaces);
        if (namespaces == NULL)
            return ENOMEM;
        counts->namespaces = namespaces;
        counts->namespace_capacity = capacity;
    }
    if (place == counts->namespace_count)
        counts->namespaces[counts->namespace_count++] = (struct held_counts){.netns = netns};
    counts->last = place;
    *held = &counts->namespaces[place];
    return 0;
}

int bpf_counts_add(struct bpf_counts *counts, const struct bpf_row *row)
{
    enum sockscope_protocol protocol = bpf_row_protocol(row);
    struct held_counts *held;
    if (protocol == SOCKSCOPE_UNIX || !bpf_row_is_listed(row))
        return 0;
    int failure = make_room(counts);
    if (failure == 0)
        failure = find_counts(counts, row->netns, &held);
    if (failure != 0)
        return failure;
    bool multipath = row->protocol == BPF_PROTOCOL_MPTCP;
    held->multipath = held->multipath || multipath;
    held->requests = held->requests || row->has_requests != 0;
    uint64_t *bucket = find_bucket(counts->inodes, counts->bucket_count, row->inode);
    if (*bucket != 0 || row->inode == 0 || multipath)
        return 0;
    *bucket = row->inode;
    counts->inode_count++;
    held->sockets[protocol]++;
    return 0;
}

static struct held_counts counts_of(const struct bpf_counts *counts, uint64_t netns)
{
    size_t place = find_namespace(counts, (uint32_t)netns);
    return place < counts->namespace_count ? counts->namespaces[place] : (struct held_counts){0};
}

bool bpf_counts_held(const struct bpf_counts *counts, uint64_t netns, unsigned long held[SOCKSTAT_PROTOCOLS])
{
    const struct held_counts of = counts_of(counts, netns);
    held[SOCKSCOPE_TCP4] += of.sockets[SOCKSCOPE_TCP4];
    held[SOCKSCOPE_TCP6] += of.sockets[SOCKSCOPE_TCP6];
    return !of.multipath; /* of these the subflows are counted */
}

uint32_t bpf_counts_open(const struct bpf_counts *counts, uint64_t netns, const struct sockstat *sockstat,
                         uint32_t protocols)
{
    const struct held_counts held = counts_of(counts, netns);
    /* TIME_WAIT is counted apart, for both families, and requests aren't at all. For MPTCP its subflows are. */
    bool tcp_apart = held.requests || held.multipath || sockstat->waiting != 0;
    uint32_t even = 0;
    for (int protocol = 0; protocol < SOCKSTAT_PROTOCOLS; protocol++) {
        bool tcp = protocol == SOCKSCOPE_TCP4 || protocol == SOCKSCOPE_TCP6;
        if (held.sockets[protocol] == sockstat->listed[protocol] && !(tcp && tcp_apart))
            even |= UINT32_C(1) << protocol;
    }
    return protocols & ~even;
}
