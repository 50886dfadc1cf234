// SPDX-License-Identifier: Apache-2.0
/* What can be opened, by the names that org.sockscope.contract.Opening has for it. */
#ifndef SOCKSCOPE_HOLDER_OPENINGS_H
#define SOCKSCOPE_HOLDER_OPENINGS_H

#include <stdbool.h>
#include <stdio.h>

/* The command "open". */
bool open_named(FILE *out, const char *name);

/* The command "many". */
bool open_many(FILE *out, const char *argument);

#endif
