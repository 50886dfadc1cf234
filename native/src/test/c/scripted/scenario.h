// SPDX-License-Identifier: Apache-2.0
/*
 * The text that a scripted kernel answers from: the calls that a collector makes, linked with it in place of the system's
 * functions of the same names, inside one library or program only.
 *
 * A scenario is a file of lines, named by the environment variable SOCKSCOPE_SCENARIO and read again at the begin of every
 * query. Words are separated by blanks; a line that begins with # is a comment. What is behind a line "expected" is for
 * the test that reads it. Each thread has a kernel of its own. The lines that there may be are the kernel's own; two are
 * the same for all:
 *
 *   round       begins the world as it is later on; it has nothing of the world before
 *   memory N    the Nth allocation of a query fails
 */
#ifndef SOCKSCOPE_SCENARIO_H
#define SOCKSCOPE_SCENARIO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SCENARIO_WORDS 16

/* A line of the scenario; words[0] tells what it is. Missing words are empty. */
struct scenario_line {
    const char *words[SCENARIO_WORDS];
};

/* Reads the scenario anew and begins with its first round. */
void scenario_load(void);

/* Whether a query has begun, so that there is a scenario. */
bool scenario_is_loaded(void);

/* The query has ended: there is no scenario any more, and no allocation fails. */
void scenario_unload(void);

/* Ends the program: a scenario that can't be understood must not look like a kernel without sockets. */
_Noreturn void scenario_give_up(const char *what, const char *detail);

/* Begins the round that belongs to the nth dump of a table, unless a later one has begun. */
void scenario_begin_round(unsigned nth_dump);

/* Begins the next round, if there is one. */
void scenario_end_round(void);

/* The next line of the current round behind *at that begins with this word; NULL at the end. Start with *at 0. */
const struct scenario_line *scenario_next(size_t *at, const char *word);

/* The line of the current round that begins with these words; NULL if there is none. A NULL word is any. */
const struct scenario_line *scenario_find(const char *word, const char *second, const char *third);

/* The number behind a name such as "inode=", or a default. */
uint64_t scenario_number(const struct scenario_line *line, const char *name, uint64_t otherwise);

/* An array with room for one more element than it has; its memory never runs out. */
void *scenario_grow(void *array, size_t count, size_t element);

/* Where scripted calls that are not about /proc end up: the C library's function of that name. */
void *scenario_real(const char *function);

#endif
