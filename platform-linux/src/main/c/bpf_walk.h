// SPDX-License-Identifier: Apache-2.0
/* A walk over the descriptors that a link goes through. */
#ifndef SOCKSCOPE_LINUX_BPF_WALK_H
#define SOCKSCOPE_LINUX_BPF_WALK_H

#include "bpf_row.h"

/* Gets a row; only if it is of a UNIX socket are there names. A result other than 0 ends the walk. */
typedef int bpf_visitor(void *context, const struct bpf_unix_row *row);

/* A descriptor of a process, and the inode of its socket. */
struct bpf_pair {
    uint64_t inode;
    uint32_t pid;
    uint32_t fd;
};

/*
 * What was visited. The holder is the process, and its descriptors are the different pairs of number and socket in the
 * tables of all its threads; so rows of tables that are not the first thread's are kept until all others are known.
 */
struct bpf_walk {
    bpf_visitor *visitor;
    void *context;
    struct bpf_pair *pairs;
    size_t pair_count;
    size_t pair_capacity;
    struct bpf_other_row *others; /* of the tables of other threads, a pair only once */
    size_t other_count;
    size_t other_capacity;
    size_t *buckets; /* open addressing, by pair */
    size_t bucket_count;
};

void bpf_walk_init(struct bpf_walk *walk, bpf_visitor *visitor, void *context);

void bpf_walk_free(struct bpf_walk *walk);

/*
 * Visits all rows of an iteration, and each pair once. Returns 0, an errno, or what the visitor ended the walk with. If the
 * errno is the kernel's and nothing was visited yet, *refused is set.
 */
int bpf_walk_all(struct bpf_walk *walk, int link, bool *refused);

#endif
