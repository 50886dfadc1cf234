// SPDX-License-Identifier: Apache-2.0
/* Calls that fail as the scenario says. */
#ifndef SOCKSCOPE_SCRIPTED_FAULTS_H
#define SOCKSCOPE_SCRIPTED_FAULTS_H

#include <stdbool.h>
#include <stdint.h>

/* Counts calls from the start again: a query begins. */
void faults_reset(void);

/* Sets errno and returns true if the scenario has a fault for this call and path. */
bool faults_has(const char *call, const char *path);

/* How many calls of the query there were that might have failed. */
uint64_t faults_calls(void);

/* The last call that failed as the scenario says, and on what; for messages. */
const char *faults_failed_call(void);

/* The errno of that name. */
int faults_errno(const char *name);

#endif
