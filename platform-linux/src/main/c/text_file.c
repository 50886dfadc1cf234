// SPDX-License-Identifier: Apache-2.0
#include "text_file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

int text_file_read(int directory, const char *path, char *text, size_t capacity, size_t *size)
{
    int fd = openat(directory, path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return errno;
    int failure = 0;
    *size = 0;
    while (*size < capacity - 1) {
        ssize_t got = read(fd, text + *size, capacity - 1 - *size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            failure = errno;
        if (got <= 0)
            break;
        size_t room = capacity - 1 - *size;
        *size += (size_t)got;
        if ((size_t)got < room)
            break;
    }
    text[*size] = '\0';
    close(fd);
    return failure;
}
