// SPDX-License-Identifier: Apache-2.0
/* Allocations, one of which may fail. */
#ifndef SOCKSCOPE_SCRIPTED_MEMORY_H
#define SOCKSCOPE_SCRIPTED_MEMORY_H

/* Counts them from the start again: a query begins. */
void scripted_memory_reset(void);

#endif
