// SPDX-License-Identifier: Apache-2.0
/*
 * Whose an endpoint is of which no descriptor was found: its creator's, perhaps. The kernel tells who made an endpoint, or
 * connected it, and keeps that for good, though the process may have ended, or its pid be another one's by now. A socket
 * that a process had from another and then connected itself counts as not its own: the process started after the
 * endpoint was made.
 */
#ifndef SOCKSCOPE_SUNOS_OWNER_H
#define SOCKSCOPE_SUNOS_OWNER_H

#include "holders.h"

/* What is known of the processes. */
struct owner_search {
    const struct process_list *processes;
    bool descriptors_are_told;
};

/* Sets pid, its kind and the ownership of the endpoint's socket. */
enum sockscope_result owner_set(const struct owner_search *search, struct endpoint *endpoint,
                                const struct holders *holders, struct sockscope_error *error);

#endif
