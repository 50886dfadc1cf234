// SPDX-License-Identifier: Apache-2.0
/* What a query asks of a scripted kernel. */
#ifndef SOCKSCOPE_SCRIPTED_QUERY_H
#define SOCKSCOPE_SCRIPTED_QUERY_H

/* Each scripted kernel has one: a query begins, so it counts its calls from the start again. */
void scripted_kernel_reset(void);

#endif
