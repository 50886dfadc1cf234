// SPDX-License-Identifier: Apache-2.0
#include "array.h"

#include <errno.h>
#include <stdlib.h>

int array_reserve(void **elements, size_t *capacity, size_t count, size_t first, size_t size)
{
    if (count < *capacity)
        return 0;
    size_t grown = *capacity > 0 ? *capacity + *capacity / 2 : first;
    void *larger = realloc(*elements, grown * size);
    if (larger == NULL)
        return ENOMEM;
    *elements = larger;
    *capacity = grown;
    return 0;
}
