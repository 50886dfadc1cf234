// SPDX-License-Identifier: Apache-2.0
/* What the parts of the scripted kernel know of each other. */
#ifndef SOCKSCOPE_SCRIPTED_KERNEL_H
#define SOCKSCOPE_SCRIPTED_KERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether a query has begun, so that there is a scenario. */
bool scripted_is_loaded(void);

/* The network namespace that the thread is in. */
uint64_t scripted_netns(void);

/* The namespace that an open file of /proc/PID/ns/net stands for. */
uint64_t scripted_netns_of(int fd);

/* The text of a table in /proc/PID/net; to be freed. */
char *scripted_table_text(const char *table, uint64_t netns, size_t *size);

/* Counts allocations, and dumps, from the start again. */
void scripted_memory_reset(void);
void scripted_netlink_reset(void);

#endif
