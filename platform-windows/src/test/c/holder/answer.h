// SPDX-License-Identifier: Apache-2.0
#ifndef SOCKSCOPE_TEST_HOLDER_ANSWER_H
#define SOCKSCOPE_TEST_HOLDER_ANSWER_H

#include <stdbool.h>
#include <stddef.h>

/* Remembers what failed, for the answer. Always false. */
bool failed(const char *call);
bool failed_with(const char *call, int error);

/* Answers a command, and begins anew. */
bool answer(bool done);

/* Puts text into the answer. */
bool put(const char *format, ...);
bool put_hex(const void *bytes, size_t count);

#endif
