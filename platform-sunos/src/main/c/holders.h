// SPDX-License-Identifier: Apache-2.0
/*
 * Which descriptors are those of an endpoint. Nothing but the ends tells: the tables don't know the inode that a
 * descriptor's file names. So endpoints are joined where that leaves no choice, and where a choice makes no difference;
 * not where it could name a wrong process.
 */
#ifndef SOCKSCOPE_SUNOS_HOLDERS_H
#define SOCKSCOPE_SUNOS_HOLDERS_H

#include "descriptors.h"
#include "endpoints.h"

struct holders {
    const struct descriptor *first; /* the descriptors, side by side; NULL if none was found */
    size_t count;
    bool unsure;     /* they belong to some of several endpoints, of which this is one */
    bool fd_unknown; /* the process is sure, but not which of its descriptors it is: only the first is to be told */
};

/* The holders of each endpoint, by its index. The array is to be freed; NULL is allowed where there are no endpoints. */
enum sockscope_result holders_find(struct holders **holders, const struct endpoints *endpoints,
                                   struct descriptor_list *descriptors, struct sockscope_error *error);

/* Whether a process is among them. */
bool holders_include(const struct holders *holders, int64_t pid);

#endif
