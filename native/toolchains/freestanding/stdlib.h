// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stddef.h>

void *malloc(size_t size);
void *realloc(void *memory, size_t size);
void qsort(void *elements, size_t count, size_t size, int (*compare)(const void *, const void *));
void *bsearch(const void *wanted, const void *elements, size_t count, size_t size,
              int (*compare)(const void *, const void *));
void free(void *memory);
