// SPDX-License-Identifier: Apache-2.0
#include "holders.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

int holders_add(struct holders *holders, uint64_t address, int64_t pid, int32_t fd)
{
    if (holders->count == holders->capacity) {
        size_t capacity = holders->capacity > 0 ? holders->capacity * 2 : 256;
        if (capacity > UINT32_MAX)
            return EOVERFLOW;
        struct holder *entries = realloc(holders->entries, capacity * sizeof *entries);
        if (entries == NULL)
            return ENOMEM;
        holders->entries = entries;
        holders->capacity = capacity;
    }
    holders->entries[holders->count++] = (struct holder){.address = address, .pid = pid, .fd = fd};
    return 0;
}

/* Addresses are multiples of what sockets are aligned to; multiplied by the golden ratio their upper bits differ. */
static size_t chain_of(const struct holders *holders, uint64_t address)
{
    return (size_t)(address * UINT64_C(0x9E3779B97F4A7C15) >> 32) & (holders->chain_count - 1);
}

int holders_index(struct holders *holders)
{
    size_t chains = 64;
    while (chains < holders->count)
        chains *= 2;
    free(holders->chains);
    holders->chains = malloc(chains * sizeof *holders->chains);
    if (holders->chains == NULL)
        return ENOMEM;
    memset(holders->chains, 0, chains * sizeof *holders->chains);
    holders->chain_count = chains;
    for (size_t i = holders->count; i > 0; i--) {
        struct holder *entry = &holders->entries[i - 1];
        uint32_t *chain = &holders->chains[chain_of(holders, entry->address)];
        entry->next = *chain;
        *chain = (uint32_t)i;
    }
    return 0;
}

static const struct holder *find_from(const struct holders *holders, uint32_t index, uint64_t address)
{
    while (index != 0) {
        const struct holder *entry = &holders->entries[index - 1];
        if (entry->address == address)
            return entry;
        index = entry->next;
    }
    return NULL;
}

const struct holder *holders_find(const struct holders *holders, uint64_t address)
{
    return holders->chain_count == 0 ? NULL : find_from(holders, holders->chains[chain_of(holders, address)], address);
}

const struct holder *holders_next(const struct holders *holders, const struct holder *holder)
{
    return find_from(holders, holder->next, holder->address);
}

void holders_free(struct holders *holders)
{
    free(holders->entries);
    free(holders->chains);
    *holders = (struct holders){0};
}
