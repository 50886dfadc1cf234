// SPDX-License-Identifier: Apache-2.0
/* The sockets among the descriptors of a process. */
#ifndef SOCKSCOPE_LINUX_DESCRIPTORS_H
#define SOCKSCOPE_LINUX_DESCRIPTORS_H

#include "process.h"

/* Gets a descriptor and the inode of its socket. A result other than 0 ends the walk. */
typedef int descriptors_visitor(void *context, int32_t fd, uint64_t inode);

/*
 * Visits the descriptors of a process that are sockets, in the tables of all its threads. A descriptor that is closed meanwhile is passed over. Returns 0,
 * what the visitor ended the walk with, or an errno: ENOENT or ESRCH if the process is gone, EACCES or EPERM if it may not
 * be read.
 */
int descriptors_walk(const struct process *process, descriptors_visitor *visitor, void *context);

/*
 * Finds out of which protocol the socket behind a descriptor is. Returns 0, or an errno: ENOENT if it is not, or not any
 * more, a TCP, UDP or UNIX socket of that inode.
 */
int descriptors_read_protocol(const struct process *process, int32_t fd, uint64_t inode,
                              enum sockscope_protocol *protocol);

/* Whether that errno says no more than that the descriptor, or the process, is gone. */
bool descriptors_is_gone(int failure);

#endif
