// SPDX-License-Identifier: Apache-2.0
/* The tables of sockets: one for each protocol, and three for AF_UNIX, one for each type. */
#ifndef SOCKSCOPE_NETBSD_PCB_LIST_H
#define SOCKSCOPE_NETBSD_PCB_LIST_H

#include "sockscope.h"
#include "sysctl_buffer.h"

#define PCB_LISTS 7

/* The protocol of each. */
enum sockscope_protocol pcb_list_protocol(size_t list);

/* Reads one into a buffer of zeros, which is to be freed in any case. It is empty if the kernel has no IPv6. */
enum sockscope_result pcb_list_read(size_t list, struct sysctl_buffer *buffer, struct sockscope_error *error);

/* A socket of a table. */
struct pcb {
    struct sockscope_socket socket; /* of nobody yet; names are lent from the buffer */
    uint64_t address;               /* 0 if the kernel hides it */
    bool orphan;                    /* the kernel says that no descriptor is of it */
};

size_t pcb_list_count(const struct sysctl_buffer *buffer);

struct pcb pcb_list_get(size_t list, const struct sysctl_buffer *buffer, size_t index);

#endif
