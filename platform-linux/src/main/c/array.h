// SPDX-License-Identifier: Apache-2.0
/* An array that grows. */
#ifndef SOCKSCOPE_LINUX_ARRAY_H
#define SOCKSCOPE_LINUX_ARRAY_H

#include <stddef.h>

/*
 * Makes room for one more element of this size; for the first of all it is as much as is said. Returns 0, or ENOMEM and
 * changes nothing.
 */
int array_reserve(void **elements, size_t *capacity, size_t count, size_t first, size_t size);

#endif
