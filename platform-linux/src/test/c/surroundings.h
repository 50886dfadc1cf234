// SPDX-License-Identifier: Apache-2.0
/* What a holder can change about itself: its namespaces, its user, and who may look into it. */
#ifndef SOCKSCOPE_TEST_SURROUNDINGS_H
#define SOCKSCOPE_TEST_SURROUNDINGS_H

#include <stdbool.h>
#include <stdio.h>

struct surroundings_change {
    const char *command;
    const char *call;                                /* what failed if it fails */
    bool (*make)(FILE *out, const char *argument); /* tells the outcome; on failure errno is set */
};

/* The change that a command asks for, NULL if it asks for none. */
const struct surroundings_change *surroundings_find(const char *command);

#endif
