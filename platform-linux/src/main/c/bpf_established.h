// SPDX-License-Identifier: Apache-2.0
/*
 * Established connections are most of what there is, and nearly all of them are held: the program brings these, and to have
 * the kernel list them once more takes as long as the program itself. So those of our own namespace are left out of its
 * tables at first. The kernel counts what it lists; if that is what was found held, and what the tables have of other
 * states, before the program and behind it, and no connection was opened meanwhile, there are no more.
 */
#ifndef SOCKSCOPE_LINUX_BPF_ESTABLISHED_H
#define SOCKSCOPE_LINUX_BPF_ESTABLISHED_H

#include "bpf_counts.h"
#include "query.h"

struct bpf_established {
    bool left_out;
    uint64_t opens;         /* connections that had been opened before the program ran */
    struct sockstat before; /* the counts then */
};

/* The statuses of TCP sockets, and of others, that remain. */
#define BPF_NOT_ESTABLISHED (~(UINT32_C(1) << SOCKSCOPE_ESTABLISHED))

/* Decides whether to leave them out. It is not done for a while where they had to be read after all. */
void bpf_established_init(struct bpf_established *established, const struct query *query);

/*
 * The protocols (bits 1 << enum sockscope_protocol) of which there may be established connections that nobody holds, once
 * it is known what is held, and what the tables have without a holder. 0 if they weren't left out.
 */
uint32_t bpf_established_open(const struct bpf_established *established, const struct query *query,
                              const struct bpf_counts *counts);

#endif
