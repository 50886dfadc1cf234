// SPDX-License-Identifier: Apache-2.0
/* The calls of bpf(2) that are made. Every descriptor is closed on exec, as the kernel makes them. */
#ifndef SOCKSCOPE_LINUX_BPF_KERNEL_H
#define SOCKSCOPE_LINUX_BPF_KERNEL_H

#include <linux/bpf.h>
#include <stddef.h>
#include <stdint.h>

/* Whether programs that may look at all of the kernel's memory are taken from us. Returns 0 or an errno. It costs little. */
int bpf_try_rights(void);

/* Loads a program that stands for a function of the kernel. Returns 0 or an errno. */
int bpf_load_iterator(const struct bpf_insn *instructions, size_t count, uint32_t function, int *program);

/* Makes a program run over the tasks of the system, or of the process behind a pidfd if that is not -1. */
int bpf_link(int program, int pidfd, int *link);

/* Begins an iteration, whose rows are to be read from the descriptor. Returns 0 or an errno. */
int bpf_begin(int link, int *iteration);

#endif
