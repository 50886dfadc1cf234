// SPDX-License-Identifier: Apache-2.0
/* The numbers among the names of a directory: pids in /proc, descriptors in /proc/PID/fd. */
#ifndef SOCKSCOPE_LINUX_DIRECTORY_H
#define SOCKSCOPE_LINUX_DIRECTORY_H

#include <stdbool.h>
#include <stdint.h>

/* Gets an entry that is a number, and its name. A result other than 0 ends the walk. */
typedef int directory_visitor(void *context, int64_t number, const char *name);

/* Visits the numbers in an open directory, once. Returns 0, the errno of the read, or what the visitor ended it with. */
int directory_walk_numbers(int directory, directory_visitor *visitor, void *context);

/* Reads a whole decimal number. Returns false for anything else, or one that doesn't fit. */
bool parse_number(const char *text, int64_t *number);

#endif
