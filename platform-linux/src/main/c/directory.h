// SPDX-License-Identifier: Apache-2.0
/* The numbers among the names of a directory: pids in /proc, descriptors in /proc/PID/fd. */
#ifndef SOCKSCOPE_LINUX_DIRECTORY_H
#define SOCKSCOPE_LINUX_DIRECTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* An entry that is a number. */
struct directory_number {
    int64_t number;
    const char *name;
    uint64_t inode;
};

/* Gets an entry. A result other than 0 ends the walk. */
typedef int directory_visitor(void *context, const struct directory_number *entry);

/* Visits the numbers in an open directory, from its position on. Returns 0, the errno of the read, or what the visitor ended it with. */
int directory_walk_numbers(int directory, directory_visitor *visitor, void *context);

/* Room for a number as a name. */
#define DIRECTORY_NUMBER_SIZE 20

/* Writes a number that isn't negative as a directory names it, with its closing NUL. */
void directory_name_number(int64_t number, char name[DIRECTORY_NUMBER_SIZE]);

/*
 * Reads what a link of the kernel's is to, such as "socket:[4711]" with the prefix "socket:[". Closes the text with NUL.
 * Returns false for any other link.
 */
bool parse_link(char *link, size_t size, const char *prefix, uint64_t *inode);

/* Reads a whole decimal number. Returns false for anything else, or one that doesn't fit. */
bool parse_number(const char *text, int64_t *number);

#endif
