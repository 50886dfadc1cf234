// SPDX-License-Identifier: Apache-2.0
/*
 * What the collector finds, as text. The options: "pid=N" for one process, "tables=BITS", "statuses=BITS", "local=PORT",
 * "remote=PORT", "any-holder", "unbound", "method=NAME".
 */
#ifndef SOCKSCOPE_QUERY_TEXT_H
#define SOCKSCOPE_QUERY_TEXT_H

#include "sockscope.h"

#include <stdio.h>

struct query_options {
    const char *method;
    struct sockscope_request request;
};

#define QUERY_OPTIONS {.request = {.pid = SOCKSCOPE_EVERY_PROCESS, .protocols = 0x1F}}

/* Returns false if there is no such option. */
bool query_add_option(struct query_options *options, const char *option);

/* Prints a line for each row, and one for the answer or the failure, and one if descriptors are left open. */
void query_print(FILE *out, const struct query_options *options);

#endif
