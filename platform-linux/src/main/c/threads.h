// SPDX-License-Identifier: Apache-2.0
/*
 * The threads of a process that have a descriptor table of their own. Almost all share that of their process; one that was
 * made without CLONE_FILES, or called unshare(CLONE_FILES), does not, and what it opens is nowhere in /proc/PID/fd.
 *
 * The rule for all ways of reading: the holder is the process, and its descriptors are the different pairs of number and
 * socket in the tables of all its threads.
 */
#ifndef SOCKSCOPE_LINUX_THREADS_H
#define SOCKSCOPE_LINUX_THREADS_H

#include "process.h"

/*
 * The kernel counts a process' threads as links of the directory that lists them (fs/proc/base.c, proc_task_getattr): it has
 * so many if there is but one.
 */
#define THREADS_LINKS_OF_ONE 3

/* Gets such a thread, as if it were a process. A result other than 0 ends the walk. */
typedef int threads_visitor(void *context, const struct process *thread);

/*
 * Visits the threads whose descriptor table is not that of the first thread, or may not be. Returns 0, an errno, or what
 * the visitor ended the walk with. Threads that end meanwhile are passed over.
 */
int threads_walk_separate(const struct process *process, threads_visitor *visitor, void *context);

/* Whether a process whose first thread has ended has others that go on, or may have if that can't be found out. */
bool threads_go_on(const struct process *process);

#endif
