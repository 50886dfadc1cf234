// SPDX-License-Identifier: Apache-2.0
/* The threads that a program is shown, and the network namespaces that they live in. procfs tells the same, more slowly. */
#ifndef SOCKSCOPE_LINUX_BPF_THREADS_H
#define SOCKSCOPE_LINUX_BPF_THREADS_H

#include "bpf.h"
#include "bpf_program.h"
#include "netns.h"

/* None if there is no such program, or it told nothing. */
struct bpf_threads {
    struct bpf_thread_row *rows;
    size_t count;
    size_t capacity;
};

/* Lists all of them. Returns 0 or an errno; in any case they are to be freed. */
int bpf_threads_read(struct bpf_threads *threads, const struct bpf *bpf);

void bpf_threads_free(struct bpf_threads *threads);

/* Adds the namespaces of all threads to the list, as far as they may be entered. Returns 0 or an errno. */
int bpf_threads_add_namespaces(const struct bpf_threads *threads, const struct procfs *procfs, struct netns_list *list);

#endif
