// SPDX-License-Identifier: Apache-2.0
/*
 * Which control blocks a table has. The kernel uses the memory of a socket again, for that of another: a socket was there
 * all the time between two reads of its table if both have it at its address with the same generation.
 */
#ifndef SOCKSCOPE_FREEBSD_PCB_KEYS_H
#define SOCKSCOPE_FREEBSD_PCB_KEYS_H

#include "pcb_list.h"

struct pcb_key {
    uint64_t address;
    uint64_t generation;
};

/* Zeros before they are read; to be freed. */
struct pcb_keys {
    struct pcb_key *entries; /* sorted */
    size_t count;
};

/* Takes the keys of a list. Returns 0 or an errno. */
int pcb_keys_read(struct pcb_keys *keys, const struct pcb_list *list);

bool pcb_keys_have(const struct pcb_keys *keys, const struct control_block *pcb);

void pcb_keys_free(struct pcb_keys *keys);

#endif
