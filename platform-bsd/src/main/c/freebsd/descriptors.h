// SPDX-License-Identifier: Apache-2.0
/* The sockets among the descriptors of one process. */
#ifndef SOCKSCOPE_FREEBSD_DESCRIPTORS_H
#define SOCKSCOPE_FREEBSD_DESCRIPTORS_H

#include "sockscope.h"
#include "sysctl_buffer.h"

struct held_socket {
    struct sockscope_socket socket; /* all but its state; names are lent from the buffer */
    uint64_t block;                 /* the kernel's address of its control block; 0 if it has none */
};

/*
 * Reads the descriptors of a process. Fails with SOCKSCOPE_NO_SUCH_PROCESS if it is gone or ends, and with
 * SOCKSCOPE_ACCESS_DENIED. The buffer, which may have been read into before, is to be freed in any case.
 */
enum sockscope_result descriptors_read(int64_t pid, struct sysctl_buffer *buffer, struct sockscope_error *error);

/*
 * The next socket of TCP, UDP or UNIX behind *at; false at the end. Start with *at 0. *intact becomes false if something
 * could not be understood.
 */
bool descriptors_next(const struct sysctl_buffer *buffer, size_t *at, struct held_socket *descriptor, bool *intact);

#endif
