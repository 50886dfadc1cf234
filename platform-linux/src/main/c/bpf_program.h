// SPDX-License-Identifier: Apache-2.0
/* The program that the kernel runs for each descriptor of each task, and that writes a row for each socket. */
#ifndef SOCKSCOPE_LINUX_BPF_PROGRAM_H
#define SOCKSCOPE_LINUX_BPF_PROGRAM_H

#include "bpf_assembly.h"
#include "bpf_fields.h"

/*
 * Writes the program down, for readers in the initial pid namespace, or for those in any. Returns false if it can't be
 * expressed for this kernel.
 */
bool bpf_program_write(struct bpf_assembly *program, const struct bpf_fields *fields, bool initial_pids);

/* The same of a program that writes the numbers of all descriptors, whatever they are of. */
bool bpf_program_write_numbers(struct bpf_assembly *program, const struct bpf_fields *fields);

/* What the program below writes of each thread. */
struct bpf_thread_row {
    uint32_t netns; /* the inode of the network namespace that it lives in */
    uint32_t tid;   /* in the pid namespace of the reader */
};

/* The same of a program that the kernel runs for each thread, and that writes struct bpf_thread_row. */
bool bpf_program_write_threads(struct bpf_assembly *program, const struct bpf_task_fields *fields, bool initial_pids);

#endif
