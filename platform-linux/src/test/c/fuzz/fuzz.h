// SPDX-License-Identifier: Apache-2.0
/* What the fuzz harnesses have in common. */
#ifndef SOCKSCOPE_LINUX_FUZZ_H
#define SOCKSCOPE_LINUX_FUZZ_H

#include "socket_table.h"

/* The harness: does something with an input, and crashes if that goes wrong. Returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Crashes, so that the fuzzer keeps the input, unless something is so. */
void must(bool is_so);

/* Indexes a table, whose every socket must then be found, and be readable to the last byte. */
void must_be_sound(struct socket_table *table);

#endif
