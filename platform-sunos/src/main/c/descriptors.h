// SPDX-License-Identifier: Apache-2.0
/*
 * The sockets that processes hold, as /proc/PID/fdinfo tells of them: with their ends, but without what the MIB knows them
 * by. Only a process's own user may read it, and older releases have nothing of the kind.
 */
#ifndef SOCKSCOPE_SUNOS_DESCRIPTORS_H
#define SOCKSCOPE_SUNOS_DESCRIPTORS_H

#include "process.h"

/* What a socket and a row of the MIB have in common. */
struct ends {
    uint32_t protocol; /* of IPv4 if the addresses are */
    uint32_t local_port;
    uint8_t local[16];
    uint32_t remote_port; /* 0 if it is not connected, or was shut down */
    uint8_t remote[16];
};

struct descriptor {
    struct ends ends;
    uint64_t inode; /* of the socket, which several descriptors may share */
    int64_t pid;
    int32_t fd;
};

struct descriptor_list {
    struct descriptor *entries;
    size_t count;
    size_t capacity;
    char *buffer; /* for a file */
    size_t buffer_size;
};

/* Whether this system tells of descriptors at all. */
bool descriptors_are_told(void);

/* Adds the sockets of a process, and sets what could be learnt of it. The list is to be freed in any case. */
enum sockscope_result descriptors_read(struct descriptor_list *list, struct process *process,
                                       struct sockscope_error *error);

void descriptors_free(struct descriptor_list *list);

#endif
