// SPDX-License-Identifier: Apache-2.0
#include "descriptors.h"

#include "fdinfo.h"
#include "proc.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FIRST_BUFFER_SIZE 4096

bool descriptors_are_told(void)
{
    int fd = proc_open(getpid(), "fdinfo");
    if (fd >= 0)
        close(fd);
    return fd >= 0 || !proc_is_gone(errno);
}

static int grow_buffer(struct descriptor_list *list)
{
    size_t size = list->buffer_size == 0 ? FIRST_BUFFER_SIZE : list->buffer_size * 2;
    char *buffer = realloc(list->buffer, size);
    if (buffer == NULL)
        return ENOMEM;
    list->buffer = buffer;
    list->buffer_size = size;
    return 0;
}

/* Reads the whole file, in one call: it is made anew by each. Returns 0 or an errno. */
static int read_file(struct descriptor_list *list, int64_t pid, int64_t fd, size_t *size)
{
    char file[32];
    snprintf(file, sizeof file, "fdinfo/%" PRId64, fd);
    for (;;) {
        int failure = list->buffer_size == 0 ? grow_buffer(list) : 0;
        if (failure != 0)
            return failure;
        ssize_t length = proc_read(pid, file, list->buffer, list->buffer_size);
        if (length < 0)
            return errno;
        *size = (size_t)length;
        if (*size < list->buffer_size)
            return 0;
        failure = grow_buffer(list);
        if (failure != 0)
            return failure;
    }
}

static int add(struct descriptor_list *list, const struct descriptor *descriptor)
{
    if (list->count == list->capacity) {
        size_t capacity = list->capacity == 0 ? 256 : list->capacity * 2;
        struct descriptor *entries = realloc(list->entries, capacity * sizeof *entries);
        if (entries == NULL)
            return ENOMEM;
        list->entries = entries;
        list->capacity = capacity;
    }
    list->entries[list->count++] = *descriptor;
    return 0;
}

static enum sockscope_result take(struct descriptor_list *list, struct process *process, size_t size, int64_t fd,
                                  struct sockscope_error *error)
{
    struct descriptor descriptor = {.pid = process->pid, .fd = (int32_t)fd};
    switch (fdinfo_parse(list->buffer, size, &descriptor)) {
    case FDINFO_INET:
        return add(list, &descriptor) == 0 ? SOCKSCOPE_OK : sockscope_fail_sink(error, ENOMEM);
    case FDINFO_TLI:
        process->holds_tli = true;
        return SOCKSCOPE_OK;
    case FDINFO_NOT_UNDERSTOOD:
        process->reading = PROCESS_UNREADABLE;
        return SOCKSCOPE_OK;
    case FDINFO_OTHER:
    default:
        return SOCKSCOPE_OK;
    }
}

static enum sockscope_result fail(struct process *process, const char *call, int code, struct sockscope_error *error)
{
    if (proc_is_denied(code))
        process->reading = PROCESS_UNREADABLE;
    if (proc_is_denied(code) || proc_is_gone(code))
        return SOCKSCOPE_OK;
    return sockscope_fail(error, SOCKSCOPE_SYSTEM_CALL_FAILED, call, code, process->pid);
}

/* A descriptor may be closed, and a process may end, while they are walked. */
static enum sockscope_result walk(struct descriptor_list *list, DIR *folder, struct process *process,
                                  struct sockscope_error *error)
{
    int64_t fd;
    while (proc_next_number(folder, &fd)) {
        size_t size = 0;
        int failure = read_file(list, process->pid, fd, &size);
        enum sockscope_result result = failure == ENOMEM ? sockscope_fail_sink(error, ENOMEM)
                                       : failure != 0    ? fail(process, "read of /proc/PID/fdinfo/FD", failure, error)
                                                         : take(list, process, size, fd, error);
        if (result != SOCKSCOPE_OK)
            return result;
    }
    return errno == 0 ? SOCKSCOPE_OK : fail(process, "readdir of /proc/PID/fdinfo", errno, error);
}

enum sockscope_result descriptors_read(struct descriptor_list *list, struct process *process,
                                       struct sockscope_error *error)
{
    DIR *folder = proc_open_folder(process->pid, "fdinfo");
    if (folder == NULL)
        return fail(process, "open of /proc/PID/fdinfo", errno, error);
    process->reading = PROCESS_READ;
    enum sockscope_result result = walk(list, folder, process, error);
    closedir(folder);
    return result;
}

void descriptors_free(struct descriptor_list *list)
{
    free(list->entries);
    free(list->buffer);
    *list = (struct descriptor_list){0};
}
