// SPDX-License-Identifier: Apache-2.0
/* The hash of the tables that are looked up by inode. */
#ifndef SOCKSCOPE_LINUX_HASH_H
#define SOCKSCOPE_LINUX_HASH_H

#include <stddef.h>
#include <stdint.h>

/*
 * Sockets that were opened one after the other have consecutive inodes, and are held, and so looked up, together: buckets
 * of neighbours are neighbours, which makes for far fewer misses of the cache. The higher bits are spread by Fibonacci
 * hashing.
 */
static inline size_t hash_neighbours(uint64_t key)
{
    const unsigned low_bits = 4;
    uint64_t spread = (key >> low_bits) * UINT64_C(0x9E3779B97F4A7C15) >> 32;
    return (size_t)(spread << low_bits | (key & ((UINT64_C(1) << low_bits) - 1)));
}

#endif
