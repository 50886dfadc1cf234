// SPDX-License-Identifier: Apache-2.0
#include "directory.h"

#include <dirent.h>
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Some 150 entries: enough that the calls cost little, and few enough that another thread needn't wait long for the first. */
#define BUFFER_SIZE ((size_t)4 * 1024)

/* What getdents64 fills in; the C library declares it under names that depend on its version. */
struct directory_entry {
    uint64_t inode;
    int64_t offset;
    uint16_t size;
    uint8_t type;
    char name[];
};

bool parse_number(const char *text, int64_t *number)
{
    if (*text == '\0')
        return false;
    int64_t value = 0;
    for (; *text != '\0'; text++) {
        int digit = *text - '0';
        if (digit < 0 || digit > 9 || value > (INT64_MAX - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    *number = value;
    return true;
}

bool parse_link(char *link, size_t size, const char *prefix, uint64_t *inode)
{
    size_t prefix_size = strlen(prefix);
    int64_t number;
    if (size <= prefix_size + 1 || memcmp(link, prefix, prefix_size) != 0 || link[size - 1] != ']')
        return false;
    link[size - 1] = '\0';
    if (!parse_number(link + prefix_size, &number) || number == 0)
        return false;
    *inode = (uint64_t)number;
    return true;
}

void directory_name_number(int64_t number, char name[DIRECTORY_NUMBER_SIZE])
{
    char digits[DIRECTORY_NUMBER_SIZE - 1];
    size_t first = sizeof digits;
    do {
        digits[--first] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    memcpy(name, digits + first, sizeof digits - first);
    name[sizeof digits - first] = '\0';
}

int directory_walk_numbers(int directory, directory_visitor *visitor, void *context)
{
    _Alignas(struct directory_entry) char buffer[BUFFER_SIZE];
    for (;;) {
        long size = syscall(SYS_getdents64, directory, buffer, sizeof buffer);
        if (size < 0)
            return errno;
        if (size == 0)
            return 0;
        for (long at = 0; at < size;) {
            const struct directory_entry *entry = (const struct directory_entry *)(const void *)(buffer + at);
            at += entry->size;
            struct directory_number found = {.name = entry->name, .inode = entry->inode};
            if (!parse_number(entry->name, &found.number))
                continue;
            int failure = visitor(context, &found);
            if (failure != 0)
                return failure;
        }
    }
}
