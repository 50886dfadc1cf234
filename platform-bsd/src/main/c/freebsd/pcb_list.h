// SPDX-License-Identifier: Apache-2.0
/*
 * A table of protocol control blocks: a head, a record for each block, and a tail that is like the head. Both have the
 * generation of the table, which goes up when a block comes or goes. Blocks that come while the kernel lists them are not
 * in the list, and those that go may or may not be.
 */
#ifndef SOCKSCOPE_FREEBSD_PCB_LIST_H
#define SOCKSCOPE_FREEBSD_PCB_LIST_H

#include "pcb.h"
#include "sysctl_buffer.h"

enum pcb_table { PCB_TCP, PCB_UDP, PCB_STREAM, PCB_DGRAM, PCB_SEQPACKET, PCB_TABLES };

struct pcb_list {
    enum pcb_table table;
    bool absent; /* the kernel has no such table */
    bool intact; /* it did not change while it was listed, and all of it was understood */
    uint32_t lost; /* records that were not understood */
    uint64_t generation; /* when it was begun */
    struct sysctl_buffer buffer;
    size_t begin; /* of the records */
    size_t end;
};

/* The protocols that a table has sockets of: bits 1 << enum sockscope_protocol. */
uint32_t pcb_table_protocols(enum pcb_table table);

/*
 * Reads a table, a few times again if it changes meanwhile. A kernel without the protocol has an empty one. In any case
 * the list is to be freed.
 */
enum sockscope_result pcb_list_read(enum pcb_table table, struct pcb_list *list, struct sockscope_error *error);

/* The same, but a table that changes meanwhile is taken as it is. */
enum sockscope_result pcb_list_read_once(enum pcb_table table, struct pcb_list *list, struct sockscope_error *error);

/* The next socket of the list behind *at; false at the end. Start with *at 0. */
bool pcb_list_next(const struct pcb_list *list, size_t *at, struct control_block *pcb);

/* Finds out whether a block has come or gone since the list was begun. */
enum sockscope_result pcb_list_compare(const struct pcb_list *list, bool *changed, struct sockscope_error *error);

void pcb_list_free(struct pcb_list *list);

#endif
