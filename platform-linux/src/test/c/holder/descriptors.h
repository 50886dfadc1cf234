// SPDX-License-Identifier: Apache-2.0
/* Descriptors that a command names by their numbers. */
#ifndef SOCKSCOPE_HOLDER_DESCRIPTORS_H
#define SOCKSCOPE_HOLDER_DESCRIPTORS_H

#include <stdbool.h>
#include <stdio.h>

/* Reads a number. Returns false if it is none that a descriptor can have. */
bool descriptor(const char *text, int *fd);

/* The command "dup". */
bool duplicate(FILE *out, const char *argument);

/* The command "close". */
bool close_descriptor(FILE *out, const char *argument);

#endif
