// SPDX-License-Identifier: Apache-2.0
/* What all fuzz harnesses are. */
#ifndef SOCKSCOPE_HARNESS_H
#define SOCKSCOPE_HARNESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

/* The harness: does something with an input, and crashes if that goes wrong. Returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Crashes, so that the fuzzer keeps the input, unless something is so. */
static inline void must(bool is_so)
{
    if (!is_so)
        abort();
}

#endif
