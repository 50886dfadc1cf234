// SPDX-License-Identifier: Apache-2.0
#include "pcb_keys.h"

#include <errno.h>
#include <stdlib.h>

static int compare(const void *a, const void *b)
{
    const struct pcb_key *left = a;
    const struct pcb_key *right = b;
    if (left->address != right->address)
        return left->address < right->address ? -1 : 1;
    return left->generation < right->generation ? -1 : left->generation > right->generation;
}

int pcb_keys_read(struct pcb_keys *keys, const struct pcb_list *list)
{
    struct control_block pcb;
    size_t count = 0;
    for (size_t at = 0; pcb_list_next(list, &at, &pcb);)
        count++;
    if (count == 0)
        return 0;
    keys->entries = malloc(count * sizeof *keys->entries);
    if (keys->entries == NULL)
        return ENOMEM;
    for (size_t at = 0; pcb_list_next(list, &at, &pcb);)
        keys->entries[keys->count++] = (struct pcb_key){.address = pcb.address, .generation = pcb.generation};
    qsort(keys->entries, keys->count, sizeof *keys->entries, compare);
    return 0;
}

bool pcb_keys_have(const struct pcb_keys *keys, const struct control_block *pcb)
{
    struct pcb_key wanted = {.address = pcb->address, .generation = pcb->generation};
    return keys->count > 0 && bsearch(&wanted, keys->entries, keys->count, sizeof wanted, compare) != NULL;
}

void pcb_keys_free(struct pcb_keys *keys)
{
    free(keys->entries);
    *keys = (struct pcb_keys){0};
}
