// SPDX-License-Identifier: Apache-2.0
#include "scenario.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Thread_local char *text;
static _Thread_local struct scenario_line *lines;
static _Thread_local size_t *round_starts; /* index of each round's first line */
static _Thread_local size_t line_count;
static _Thread_local size_t round_count;
static _Thread_local size_t current_round;
static _Thread_local bool loaded;

void scenario_give_up(const char *what, const char *detail)
{
    fprintf(stderr, "scenario: %s: %s\n", what, detail);
    abort();
}

void *scenario_real(const char *function)
{
    void *real = dlsym(RTLD_NEXT, function);
    if (real == NULL)
        scenario_give_up("the C library has no function", function);
    return real;
}

void *scenario_grow(void *array, size_t count, size_t element)
{
    static _Thread_local void *(*real_realloc)(void *, size_t);
    if (real_realloc == NULL)
        *(void **)&real_realloc = scenario_real("realloc");
    void *larger = real_realloc(array, (count + 1) * element);
    if (larger == NULL)
        scenario_give_up("no memory", "");
    return larger;
}

static void begin_round(void)
{
    round_starts = scenario_grow(round_starts, round_count, sizeof *round_starts);
    round_starts[round_count++] = line_count;
}

static void parse_line(char *line)
{
    struct scenario_line parsed = {{0}};
    size_t count = 0;
    char *rest;
    if (*line == '#')
        return;
    for (char *word = strtok_r(line, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest)) {
        if (count == SCENARIO_WORDS)
            scenario_give_up("too many words behind", parsed.words[0]);
        parsed.words[count++] = word;
    }
    if (count == 0)
        return;
    for (; count < SCENARIO_WORDS; count++)
        parsed.words[count] = "";
    if (strcmp(parsed.words[0], "round") == 0) {
        begin_round();
        return;
    }
    lines = scenario_grow(lines, line_count, sizeof *lines);
    lines[line_count++] = parsed;
}

void scenario_load(void)
{
    const char *path = getenv("SOCKSCOPE_SCENARIO");
    FILE *file = path == NULL ? NULL : fopen(path, "r");
    if (file == NULL)
        scenario_give_up("can't open what SOCKSCOPE_SCENARIO names", path == NULL ? "nothing" : path);
    scenario_unload();
    size_t size = 0;
    for (int c = fgetc(file); c != EOF; c = fgetc(file)) {
        text = scenario_grow(text, size + 1, 1);
        text[size++] = (char)c;
    }
    fclose(file);
    text = scenario_grow(text, size, 1);
    text[size] = '\0';

    current_round = 0;
    begin_round();
    char *rest;
    for (char *line = strtok_r(text, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest)) {
        if (strcmp(line, "expected") == 0)
            break;
        parse_line(line);
    }
    loaded = true;
}

bool scenario_is_loaded(void)
{
    return loaded;
}

/* Threads may end after any query, and their memory would be lost. */
void scenario_unload(void)
{
    free(text);
    free(lines);
    free(round_starts);
    text = NULL;
    lines = NULL;
    round_starts = NULL;
    line_count = 0;
    round_count = 0;
    loaded = false;
}

void scenario_end_round(void)
{
    if (current_round + 1 < round_count)
        current_round++;
}

void scenario_begin_round(unsigned nth_dump)
{
    size_t round = nth_dump <= round_count ? nth_dump - 1 : round_count - 1;
    if (round > current_round)
        current_round = round;
}

const struct scenario_line *scenario_next(size_t *at, const char *word)
{
    if (round_count == 0)
        return NULL;
    size_t end = current_round + 1 < round_count ? round_starts[current_round + 1] : line_count;
    if (*at < round_starts[current_round])
        *at = round_starts[current_round];
    while (*at < end) {
        const struct scenario_line *line = &lines[(*at)++];
        if (strcmp(line->words[0], word) == 0)
            return line;
    }
    return NULL;
}

const struct scenario_line *scenario_find(const char *word, const char *second, const char *third)
{
    size_t at = 0;
    const struct scenario_line *line;
    while ((line = scenario_next(&at, word)) != NULL) {
        if ((second == NULL || strcmp(line->words[1], second) == 0) &&
            (third == NULL || strcmp(line->words[2], third) == 0))
            return line;
    }
    return NULL;
}

uint64_t scenario_number(const struct scenario_line *line, const char *name, uint64_t otherwise)
{
    for (size_t i = 0; i < SCENARIO_WORDS; i++) {
        if (strncmp(line->words[i], name, strlen(name)) == 0)
            return strtoull(line->words[i] + strlen(name), NULL, 10);
    }
    return otherwise;
}
