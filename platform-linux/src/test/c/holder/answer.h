// SPDX-License-Identifier: Apache-2.0
/* How a command ends: with what it tells, or with the call that failed. */
#ifndef SOCKSCOPE_HOLDER_ANSWER_H
#define SOCKSCOPE_HOLDER_ANSWER_H

#include <stdbool.h>
#include <stdio.h>

/* Notes which call failed, with its errno left as it is. Returns false. */
bool failed(const char *call);

/* The same, with an errno of our own. */
bool failed_with(const char *call, int error);

/* Writes "ok" and what the command told, which begins with a blank unless it is empty. */
void answer_ok(FILE *answers, const char *told);

/* Writes "error", the call that failed last, and what its errno means. */
void answer_error(FILE *answers, int error);

#endif
