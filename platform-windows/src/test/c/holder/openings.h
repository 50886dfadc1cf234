// SPDX-License-Identifier: Apache-2.0
#ifndef SOCKSCOPE_TEST_HOLDER_OPENINGS_H
#define SOCKSCOPE_TEST_HOLDER_OPENINGS_H

#include <stdbool.h>

/* Opens what an opening of the contract tests names, and puts it into the answer. */
bool open_named(const char *name);

/* Puts nothing; fails if there is no IPv6. */
bool try_inet6(const char *argument);

#endif
