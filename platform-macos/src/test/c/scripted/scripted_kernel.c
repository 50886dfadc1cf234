// SPDX-License-Identifier: Apache-2.0
/* What grows while a query runs, and when the world changes. */
#include "scripted_darwin.h"
#include "scripted_query.h"

#include <stdlib.h>
#include <string.h>

#define GROWING 8

static _Thread_local struct {
    char what[64];
    size_t calls;
} growing[GROWING];

void scripted_kernel_reset(void)
{
    memset(growing, 0, sizeof growing);
}

static size_t *calls_for(const char *what)
{
    for (size_t i = 0; i < GROWING; i++) {
        if (growing[i].what[0] == '\0')
            strncpy(growing[i].what, what, sizeof growing[i].what - 1);
        if (strcmp(growing[i].what, what) == 0)
            return &growing[i].calls;
    }
    scenario_give_up("too much grows", what);
}

size_t scripted_growth(const char *what)
{
    const struct scenario_line *line = scenario_find("grows", what, NULL);
    if (line == NULL)
        return 0;
    size_t *calls = calls_for(what);
    size_t times = line->words[3][0] == '\0' ? SIZE_MAX : strtoul(line->words[3], NULL, 10);
    size_t growth = (*calls < times ? *calls : times) * strtoul(line->words[2], NULL, 10);
    (*calls)++;
    return growth;
}

void scripted_answered(const char *call, const char *what)
{
    if (scenario_find("changes-after", call, what) != NULL)
        scenario_end_round();
}
