// SPDX-License-Identifier: Apache-2.0
/* Whose descriptors sockets are of, as the kernel told it at one moment. */
#ifndef SOCKSCOPE_NETBSD_DESCRIPTORS_H
#define SOCKSCOPE_NETBSD_DESCRIPTORS_H

#include "holders.h"
#include "sockscope.h"

/* Zeros before they are read; to be freed in any case. */
struct descriptors {
    struct holders holders;
    int64_t *hidden; /* processes that have sockets whose addresses are not shown */
    size_t hidden_count;
    size_t hidden_capacity;
};

/* Reads those of a process, or of all with SOCKSCOPE_EVERY_PROCESS. The kernel says nothing of one that there is not. */
enum sockscope_result descriptors_read(struct descriptors *descriptors, int64_t pid, struct sockscope_error *error);

/* Whether a process has that descriptor of the socket at an address. */
bool descriptors_contain(const struct descriptors *descriptors, const struct holder *holder);

void descriptors_free(struct descriptors *descriptors);

#endif
