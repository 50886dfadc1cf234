// SPDX-License-Identifier: Apache-2.0
/* Children, which share all sockets of this process and take commands of their own. */
#ifndef SOCKSCOPE_HOLDER_PROCESSES_H
#define SOCKSCOPE_HOLDER_PROCESSES_H

#include <stdbool.h>
#include <stdio.h>

/* The command "fork". */
bool start_child(FILE *out, const char *argument);

/* The command "to". Passes the child's answer on as it is, with its "ok" or "error". */
bool relay(const char *argument, FILE *answers);

/* The command "end". */
bool end_child(FILE *out, const char *argument);

/* The command "zombie". */
bool leave_zombie(FILE *out, const char *argument);

/* Kills all children that are still there, and waits for them. */
void kill_children(void);

#endif
