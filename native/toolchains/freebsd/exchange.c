// SPDX-License-Identifier: Apache-2.0
/*
 * For this processor clang calls functions for atomic operations, which choose the fastest instructions that there are. Zig
 * has them, compiled with debug information that has the folder that Zig is in, and so would make two builds differ. This is
 * the one that is needed, for any processor of the kind.
 */
#include <stdint.h>

uint8_t __aarch64_swp1_acq_rel(uint8_t value, uint8_t *place);

uint8_t __aarch64_swp1_acq_rel(uint8_t value, uint8_t *place)
{
    uint32_t before;
    uint32_t failed;
    __asm__ volatile("0: ldaxrb %w0, %2\n"
                     "   stlxrb %w1, %w3, %2\n"
                     "   cbnz %w1, 0b"
                     : "=&r"(before), "=&r"(failed), "+Q"(*place)
                     : "r"(value)
                     : "memory");
    return (uint8_t)before;
}
