// SPDX-License-Identifier: Apache-2.0
/*
 * The sockets that are held in each network namespace, counted. The kernel counts those that it lists, too: where it has no
 * more than are held, its tables need not be read, each of which takes a walk over the sockets of all namespaces.
 */
#ifndef SOCKSCOPE_LINUX_BPF_COUNTS_H
#define SOCKSCOPE_LINUX_BPF_COUNTS_H

#include "bpf_row.h"
#include "sockstat.h"

struct bpf_counts {
    uint64_t *inodes; /* what was counted: open addressing, 0 where it is free */
    size_t inode_count;
    size_t bucket_count;
    struct held_counts *namespaces;
    size_t namespace_count;
    size_t namespace_capacity;
    size_t last; /* the namespace of the last socket */
};

void bpf_counts_free(struct bpf_counts *counts);

/* Counts a socket that is held, which may be by several. Returns 0 or an errno. */
int bpf_counts_add(struct bpf_counts *counts, const struct bpf_row *row);

/*
 * The protocols, of these (bits 1 << enum sockscope_protocol), that there may be sockets of in a namespace which nobody
 * holds; UNIX always, since the kernel doesn't count them apart.
 */
uint32_t bpf_counts_open(const struct bpf_counts *counts, uint64_t netns, const struct sockstat *sockstat,
                         uint32_t protocols);

/*
 * Adds how many TCP sockets are held in a namespace to a count by enum sockscope_protocol. Returns false if that isn't what
 * the kernel would count.
 */
bool bpf_counts_held(const struct bpf_counts *counts, uint64_t netns, unsigned long held[SOCKSTAT_PROTOCOLS]);

#endif
