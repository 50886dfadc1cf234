// SPDX-License-Identifier: Apache-2.0
/* Processes that a kernel keeps from programs, as it may keep its first process. */
#ifndef SOCKSCOPE_LINUX_BPF_UNSEEN_H
#define SOCKSCOPE_LINUX_BPF_UNSEEN_H

#include "bpf_threads.h"
#include "bpf_walk.h"
#include "process_list.h"
#include "query.h"

/*
 * Tells the sink, as processes that can't be read, those that have descriptors of which a walk over all saw none, nor was
 * any of their threads shown. The processes are listed if they are not yet. Returns 0 or an errno.
 */
int bpf_report_unseen(struct query *query, struct process_list *processes, const struct bpf_walk *walk,
                      const struct bpf_threads *threads);

#endif
