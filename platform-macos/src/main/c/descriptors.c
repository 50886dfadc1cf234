// SPDX-License-Identifier: Apache-2.0
#include "descriptors.h"

#include <libproc.h>
#include <limits.h>
#include <stdlib.h>

/* At first, which suffices for most processes. */
#define CAPACITY 512

/* Makes room, for what the kernel says that is needed now, and for more than there was in any case. */
static int grow(pid_t pid, struct descriptor_list *list)
{
    size_t capacity = list->capacity > 0 ? 2 * list->capacity : CAPACITY;
    if (list->capacity > 0) {
        errno = 0;
        int size = proc_pidinfo(pid, PROC_PIDLISTFDS, 0, NULL, 0);
        if (size <= 0 && errno != 0)
            return errno;
        size_t needed = size > 0 ? (size_t)size / sizeof *list->entries : 0;
        capacity = needed > capacity ? needed : capacity;
    }
    if (capacity > INT_MAX / sizeof *list->entries)
        return EOVERFLOW;
    descriptors_free(list);
    list->entries = malloc(capacity * sizeof *list->entries);
    if (list->entries == NULL)
        return ENOMEM;
    list->capacity = capacity;
    return 0;
}

/* A list that fills its room may have been cut off. */
static int read_list(pid_t pid, struct descriptor_list *list)
{
    int failure = list->capacity > 0 ? 0 : grow(pid, list);
    while (failure == 0) {
        errno = 0;
        int size = proc_pidinfo(pid, PROC_PIDLISTFDS, 0, list->entries, (int)(list->capacity * sizeof *list->entries));
        if (size <= 0 && errno != 0)
            return errno;
        list->count = size > 0 ? (size_t)size / sizeof *list->entries : 0;
        if (list->count < list->capacity)
            return 0;
        failure = grow(pid, list);
    }
    return failure;
}

/* Closed since it was listed, and perhaps opened anew as something else; EOPNOTSUPP is seen, too (psutil, issue 1512). */
static bool is_no_socket_now(int failure)
{
    return failure == EBADF || failure == ENOTSOCK || failure == EOPNOTSUPP;
}

static int read_socket(pid_t pid, int32_t fd, struct socket_fdinfo *info)
{
    errno = 0;
    int size = proc_pidfdinfo(pid, fd, PROC_PIDFDSOCKETINFO, info, sizeof *info);
    if (size >= (int)sizeof *info)
        return 0;
    return size <= 0 && errno != 0 ? errno : EBADMSG;
}

int descriptors_walk(pid_t pid, struct descriptor_list *list, descriptors_visitor *visitor, void *context,
                     const char **call)
{
    struct socket_fdinfo info;
    *call = "proc_pidinfo, PROC_PIDLISTFDS";
    int failure = read_list(pid, list);
    for (size_t i = 0; i < list->count && failure == 0; i++) {
        if (list->entries[i].proc_fdtype != PROX_FDTYPE_SOCKET)
            continue;
        int32_t fd = list->entries[i].proc_fd;
        *call = "proc_pidfdinfo, PROC_PIDFDSOCKETINFO";
        failure = read_socket(pid, fd, &info);
        if (failure == 0)
            failure = visitor(context, fd, &info.psi);
        else if (is_no_socket_now(failure))
            failure = 0;
    }
    return failure;
}

void descriptors_free(struct descriptor_list *list)
{
    free(list->entries);
    *list = (struct descriptor_list){0};
}
