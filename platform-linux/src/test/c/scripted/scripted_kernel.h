// SPDX-License-Identifier: Apache-2.0
/* What the parts of the scripted kernel know of each other. */
#ifndef SOCKSCOPE_SCRIPTED_KERNEL_H
#define SOCKSCOPE_SCRIPTED_KERNEL_H

#include <stdbool.h>

/* Whether a query has begun, so that there is a scenario. */
bool scripted_is_loaded(void);

/* Counts allocations, and dumps, from the start again. */
void scripted_memory_reset(void);
void scripted_netlink_reset(void);

#endif
