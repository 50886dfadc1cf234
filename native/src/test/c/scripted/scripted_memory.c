// SPDX-License-Identifier: Apache-2.0
#include "scripted_memory.h"

#include "scenario.h"

#include <errno.h>
#include <stdlib.h>

static _Thread_local uint64_t allocations;

void scripted_memory_reset(void)
{
    allocations = 0;
}

static bool fails(void)
{
    const struct scenario_line *line = scenario_find("memory", NULL, NULL);
    if (line == NULL || ++allocations != strtoull(line->words[1], NULL, 10))
        return false;
    errno = ENOMEM;
    return true;
}

void *malloc(size_t size)
{
    static void *(*real)(size_t);
    if (real == NULL)
        *(void **)&real = scenario_real("malloc");
    return scenario_is_loaded() && fails() ? NULL : real(size);
}

void *realloc(void *memory, size_t size)
{
    static void *(*real)(void *, size_t);
    if (real == NULL)
        *(void **)&real = scenario_real("realloc");
    return scenario_is_loaded() && fails() ? NULL : real(memory, size);
}
