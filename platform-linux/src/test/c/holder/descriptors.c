// SPDX-License-Identifier: Apache-2.0
#include "descriptors.h"

#include "answer.h"
#include "held.h"
#include "sockets.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>

bool descriptor(const char *text, int *fd)
{
    char *rest;
    long number = strtol(text, &rest, 10);
    bool valid = rest != text && *rest == '\0' && number >= 0 && number <= INT32_MAX;
    *fd = valid ? (int)number : -1;
    return valid || failed_with("descriptor", EINVAL);
}

bool duplicate(FILE *out, const char *argument)
{
    int fd;
    if (!descriptor(argument, &fd)) {
        return false;
    }
    int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    return copy >= 0 ? put_socket(out, copy) : failed("fcntl(F_DUPFD_CLOEXEC)");
}

bool close_descriptor(FILE *out, const char *argument)
{
    (void)out;
    int fd;
    return descriptor(argument, &fd) && close_one(fd);
}
