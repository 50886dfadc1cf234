// SPDX-License-Identifier: Apache-2.0
/* Tables that the kernel gives by sysctl. They may have grown when they are read, so that the room for them does too. */
#ifndef SOCKSCOPE_BSD_SYSCTL_BUFFER_H
#define SOCKSCOPE_BSD_SYSCTL_BUFFER_H

#include "sockscope.h"

/* What to ask for. */
struct sysctl_table {
    const char *call; /* for errors: a literal */
    const int *name;
    unsigned length;
    size_t record; /* no record of the table is longer */
};

/* What the kernel gave; zeros before the first read. It may be read into again, and is to be freed. */
struct sysctl_buffer {
    uint8_t *data;
    size_t size;
    size_t capacity;
};

/*
 * Reads a table whole. The room grows a few times if it doesn't suffice; then the failure is ENOMEM of the call. A kernel
 * that ends its table where the room ends, without a word, is asked again with more room.
 */
enum sockscope_result sysctl_buffer_read(struct sysctl_buffer *buffer, const struct sysctl_table *table,
                                         struct sockscope_error *error);

/* Frees what was read. */
void sysctl_buffer_free(struct sysctl_buffer *buffer);

#endif
