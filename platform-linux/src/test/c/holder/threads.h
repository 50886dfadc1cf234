// SPDX-License-Identifier: Apache-2.0
/* Threads beside the one that takes the commands. */
#ifndef SOCKSCOPE_HOLDER_THREADS_H
#define SOCKSCOPE_HOLDER_THREADS_H

#include <stdbool.h>
#include <stdio.h>

/* The command "thread". */
bool open_in_thread(FILE *out, const char *opening);

/* The command "churn". */
bool start_churn(FILE *out, const char *argument);

/* The command "leave", which the thread answers that takes the commands from then on. */
_Noreturn void leave(FILE *commands, FILE *answers);

#endif
