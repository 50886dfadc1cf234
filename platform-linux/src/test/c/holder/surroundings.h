// SPDX-License-Identifier: Apache-2.0
/* What this process can change about itself: its namespaces, its user, who may look into it, and its limits. */
#ifndef SOCKSCOPE_HOLDER_SURROUNDINGS_H
#define SOCKSCOPE_HOLDER_SURROUNDINGS_H

#include <stdbool.h>
#include <stdio.h>

/* The command "netns". */
bool enter_netns(FILE *out, const char *argument);

/* The command "userns". */
bool enter_userns(FILE *out, const char *argument);

/* The command "user". */
bool become_user(FILE *out, const char *argument);

/* The command "protect". */
bool protect(FILE *out, const char *argument);

/* Allows this process as many descriptors as it may have. */
bool raise_limit(void);

#endif
