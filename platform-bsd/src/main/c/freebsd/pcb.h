// SPDX-License-Identifier: Apache-2.0
/* A socket as a table of protocol control blocks has it. */
#ifndef SOCKSCOPE_FREEBSD_PCB_H
#define SOCKSCOPE_FREEBSD_PCB_H

#include "sockscope.h"

struct control_block {
    struct sockscope_socket socket; /* all but its holder; names are lent from the record */
    bool without_socket;            /* a request or, until FreeBSD 13, TIME_WAIT */
    bool closed;                    /* no descriptor refers to the socket any more */
    uint64_t address;               /* the kernel's of the socket; 0 if it is not shown */
    uint64_t block;                 /* the kernel's of the control block; 0 if it is not shown */
    uint64_t generation;            /* no other block of the table has it, before or after */
};

/*
 * What a record of that protocol says; of UNIX sockets without their type. It may be longer than known here, or shorter:
 * what it doesn't have is zero.
 */
void pcb_read_tcp(const uint8_t *record, size_t size, struct control_block *pcb);
void pcb_read_udp(const uint8_t *record, size_t size, struct control_block *pcb);
void pcb_read_unix(const uint8_t *record, size_t size, struct control_block *pcb);

#endif
