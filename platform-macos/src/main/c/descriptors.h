// SPDX-License-Identifier: Apache-2.0
/* The sockets among the descriptors of a process. */
#ifndef SOCKSCOPE_MACOS_DESCRIPTORS_H
#define SOCKSCOPE_MACOS_DESCRIPTORS_H

#include "sockscope.h"

#include <sys/proc_info.h>
#include <sys/types.h>

/* Room for the descriptors of a process, and of the next one. */
struct descriptor_list {
    struct proc_fdinfo *entries;
    size_t count;
    size_t capacity;
};

/* Gets a descriptor and the socket behind it. A result other than 0 ends the walk. */
typedef int descriptors_visitor(void *context, int32_t fd, const struct socket_info *socket);

/*
 * Visits the sockets that a process holds. One that is closed meanwhile is passed over. The list, of zeros at first, is to
 * be freed in any case. Returns 0, what the visitor ended the walk with, or an errno and the call that failed: ESRCH if
 * the process is gone, EPERM if it may not be read.
 */
int descriptors_walk(pid_t pid, struct descriptor_list *list, descriptors_visitor *visitor, void *context,
                     const char **call);

void descriptors_free(struct descriptor_list *list);

#endif
