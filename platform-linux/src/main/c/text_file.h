// SPDX-License-Identifier: Apache-2.0
/* The small text files of procfs. */
#ifndef SOCKSCOPE_LINUX_TEXT_FILE_H
#define SOCKSCOPE_LINUX_TEXT_FILE_H

#include <stddef.h>

/*
 * Reads a file whole, or as much of it as there is room for, and ends it with NUL: a size that leaves no more room may not
 * be all. Returns 0 or an errno. It must be made in one piece (single_open of the kernel's fs/seq_file.c): a read that leaves
 * room is the last.
 */
int text_file_read(int directory, const char *path, char *text, size_t capacity, size_t *size);

#endif
