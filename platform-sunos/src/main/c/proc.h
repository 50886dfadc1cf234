// SPDX-License-Identifier: Apache-2.0
/* Files and folders below /proc. */
#ifndef SOCKSCOPE_SUNOS_PROC_H
#define SOCKSCOPE_SUNOS_PROC_H

#include <dirent.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* Opens a file of a process. Returns a descriptor, or -1 and sets errno. */
int proc_open(int64_t pid, const char *file);

/* The same for a folder. NULL if it fails. */
DIR *proc_open_folder(int64_t pid, const char *folder);

/* All processes. */
DIR *proc_open_all(void);

/* The number that the next entry is named by; false at the end, with errno 0 if nothing failed. */
bool proc_next_number(DIR *folder, int64_t *number);

/* Reads up to size bytes of a file's beginning. Returns their number, or -1 and sets errno. */
ssize_t proc_read(int64_t pid, const char *file, void *buffer, size_t size);

/* Whether an errno says that the process is gone. */
bool proc_is_gone(int code);

/* Whether an errno says that we may not. */
bool proc_is_denied(int code);

#endif
