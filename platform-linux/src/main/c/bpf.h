// SPDX-License-Identifier: Apache-2.0
/*
 * Sockets and their holders by a program in the kernel, which goes through the descriptors of all tasks in one pass, in all
 * network namespaces. It takes CAP_BPF and CAP_PERFMON, and a kernel that describes its types. Program and link live as long
 * as the table that they belong to; nothing is pinned.
 */
#ifndef SOCKSCOPE_LINUX_BPF_H
#define SOCKSCOPE_LINUX_BPF_H

#include "query.h"

#include <pthread.h>
#include <stdatomic.h>

struct bpf {
    pthread_mutex_t opening;
    int sockets; /* the program that writes rows, -1 until it is loaded */
    int numbers; /* the program that writes numbers of descriptors, the same */
    int link;    /* of the first over all tasks, -1 until it is made */
    int threads; /* a link of the program that tells the namespaces of threads, -1 where there is none */
    atomic_uint patience; /* for so many queries more, established connections are not left out of the tables */
    struct sockscope_error refusal; /* why it can't be loaded on this kernel; code 0 if nothing is known against it */
};

void bpf_init(struct bpf *bpf);

void bpf_free(struct bpf *bpf);

/*
 * Makes program and link ready, unless they are. Fails if that is refused; asked again later it may succeed, unless it was
 * the kernel that can't do it.
 */
enum sockscope_result bpf_open(struct bpf *bpf, const struct procfs *procfs, struct sockscope_error *error);

/*
 * Whether programs get to see the descriptors of a process. A kernel may keep some from them, and then there is no error.
 * Of a process that has none, or has ended, the answer is yes. Returns 0 or an errno.
 */
int bpf_sees(const struct bpf *bpf, const struct process *process, int pidfd, bool *sees);

/* The ways to read by it. */
enum sockscope_result bpf_read_machine(struct query *query);
enum sockscope_result bpf_read_process(struct query *query);

#endif
