// SPDX-License-Identifier: Apache-2.0
/*
 * A process, as procfs shows it. Everything is read through its open directory, which goes on meaning this process: when
 * it ends the reads fail with ESRCH, even if its pid lives again.
 */
#ifndef SOCKSCOPE_LINUX_PROCESS_H
#define SOCKSCOPE_LINUX_PROCESS_H

#include "procfs.h"

/* The kernel's TASK_COMM_LEN; kernel threads may show a longer name, of which this much is taken. */
#define PROCESS_NAME_LIMIT 64

struct process {
    int64_t pid;
    bool own_pid;  /* system calls of ours know it by this pid, too */
    int directory; /* /proc/PID */
};

/* Opens the directory of a process. Returns 0 or an errno; on failure there is nothing to close. */
int process_open(const struct procfs *procfs, int64_t pid, struct process *process);

/* The same for a thread of a process, below the open directory of its threads. */
int process_open_thread(int tasks, const struct process *process, int64_t tid, struct process *thread);

void process_close(struct process *process);

/* What there is to know of a process that is asked for by name. */
struct process_facts {
    int64_t tgid; /* another number than the pid if that is the id of a thread */
    bool ended;   /* a zombie, or being removed: all of its threads have ended */
};

/* Reads them. Returns 0 or an errno. */
int process_read_facts(const struct process *process, struct process_facts *facts);

/* Whether a process that may not be read can't have sockets in any case: a kernel thread, or one that has ended. */
bool process_is_without_sockets(const struct process *process);

/* Whether a process is one of the kernel's own threads; false if that can't be told. */
bool process_is_kernel_thread(const struct procfs *procfs, int64_t pid);

/*
 * Whether the first thread has ended. It has no descriptors any more then; but where procfs would show them is root's,
 * whoever's process it is.
 */
bool process_first_thread_has_ended(const struct process *process);

/*
 * Whether a process has begun to end. It gives up its descriptors before it becomes a zombie, so that those that were read
 * until then need not be all; if it has not begun after they were read, they are.
 */
bool process_is_ending(const struct process *process);

/*
 * Whether a process has not given up its descriptors, as far as that can be told without opening its directory: since Linux
 * 6.2, and not of one whose first thread has ended.
 */
bool process_has_descriptors(const struct procfs *procfs, int64_t pid);

/* The name of its program. Returns the size, 0 if it can't be read. */
size_t process_read_name(const struct process *process, uint8_t name[PROCESS_NAME_LIMIT]);

/*
 * The network namespace that it lives in; 0 if it has ended, may not be read, or the kernel has none. Returns 0, or an errno
 * that says nothing of the process.
 */
int process_read_netns(const struct process *process, uint64_t *netns);

/* The same for the path of its link below a directory. */
int process_read_netns_at(int directory, const char *path, uint64_t *netns);

/* What a visitor ends a walk with that is not to fail: all that was looked for is found. */
#define PROCESS_ENOUGH (-1)

#endif
