// SPDX-License-Identifier: Apache-2.0
/* Checks of a test program. One that fails is told and counted, and the program goes on to the next. */
#ifndef SOCKSCOPE_CHECKS_H
#define SOCKSCOPE_CHECKS_H

#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t checks_made;
static size_t checks_failed;

#define CHECK(condition) check(condition, __FILE__, __LINE__, #condition)

/* The same for integers, whose values are told. */
#define CHECK_EQUAL(expected, actual) check_equal((uint64_t)(expected), (uint64_t)(actual), __FILE__, __LINE__, #actual)

/* The same for texts, either of which may be NULL. The name tells which case of a table it is. */
#define CHECK_TEXT(name, expected, actual) check_text(name, expected, actual, __FILE__, __LINE__)

static inline void check(bool holds, const char *file, int line, const char *condition)
{
    checks_made++;
    if (!holds) {
        checks_failed++;
        printf("%s:%d: not so: %s\n", file, line, condition);
    }
}

static inline void check_equal(uint64_t expected, uint64_t actual, const char *file, int line, const char *what)
{
    checks_made++;
    if (expected != actual) {
        checks_failed++;
        printf("%s:%d: %s is %" PRIu64 ", not %" PRIu64 "\n", file, line, what, actual, expected);
    }
}

static inline void check_text(const char *name, const char *expected, const char *actual, const char *file, int line)
{
    checks_made++;
    bool same = expected == NULL || actual == NULL ? expected == actual : strcmp(expected, actual) == 0;
    if (!same) {
        checks_failed++;
        printf("%s:%d: %s\n  expected: %s\n  actual:   %s\n", file, line, name, expected != NULL ? expected : "none",
               actual != NULL ? actual : "none");
    }
}

/* Memory of exactly that size, so that an access beyond its end is noticed. */
static inline void *checks_copy(const void *bytes, size_t size)
{
    void *copy = malloc(size);
    if (copy == NULL) {
        perror("malloc");
        exit(EXIT_FAILURE);
    }
    memcpy(copy, bytes, size);
    return copy;
}

/* What main returns. */
static inline int checks_result(void)
{
    printf("%zu checks, %zu failed\n", checks_made, checks_failed);
    return checks_made > 0 && checks_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
