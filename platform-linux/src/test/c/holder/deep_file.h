// SPDX-License-Identifier: Apache-2.0
/* A file whose path is longer than the kernel can show. */
#ifndef SOCKSCOPE_HOLDER_DEEP_FILE_H
#define SOCKSCOPE_HOLDER_DEEP_FILE_H

#include <stdbool.h>
#include <stdio.h>

/* The command "deep". It leaves nothing behind in the directory: a file that was removed keeps its path. */
bool hold_deep_file(FILE *out, const char *argument);

#endif
