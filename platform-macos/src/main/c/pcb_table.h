// SPDX-License-Identifier: Apache-2.0
/* The sockets that the sysctls listed, before they are joined to their holders, and the way from an address to them. */
#ifndef SOCKSCOPE_MACOS_PCB_TABLE_H
#define SOCKSCOPE_MACOS_PCB_TABLE_H

#include "listed_socket.h"

struct pcb_entry {
    struct listed_socket listed;
    uint8_t held; /* in which walk over the descriptors a holder was found, 0 if in none */
    bool gone; /* a later read of the sysctls had no such socket */
};

/* The sysctls: those of TCP and UDP, and one for each type of UNIX sockets. */
#define PCB_TABLE_LISTS 4

struct pcb_table {
    struct pcblist lists[PCB_TABLE_LISTS];
    struct pcb_entry *entries;
    size_t count;
    size_t capacity;
    uint32_t *buckets; /* open addressing, by address: the index of an entry, and one more */
    size_t bucket_count;
    size_t holderless; /* entries that a process may hold, and whose holder was not found yet */
    bool any; /* some sysctl gave an answer */
    bool intact; /* all did, and nothing of them was cut off or not understood */
};

/*
 * Asks those sysctls that list sockets of these protocols: bits 1 << enum sockscope_protocol. The table, of zeros before,
 * is to be freed in any case. Returns 0 or an errno.
 */
int pcb_table_read(struct pcb_table *table, uint32_t protocols);

void pcb_table_free(struct pcb_table *table);

/* The entry of the socket at an address, as the kernel tells it; NULL for none. */
struct pcb_entry *pcb_table_find(const struct pcb_table *table, uint64_t address);

#endif
