// SPDX-License-Identifier: Apache-2.0
#include "descriptors.h"

#include "sysctl_buffer.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include <sys/file.h>
#include <sys/sysctl.h>

/* What is asked for of each record: all that is used. The kernel cuts its records off there. */
#define RECORD offsetof(struct kinfo_file, ki_ofileflags)

static int add_hidden(struct descriptors *descriptors, int64_t pid)
{
    size_t count = descriptors->hidden_count;
    if (count > 0 && descriptors->hidden[count - 1] == pid)
        return 0;
    if (count == descriptors->hidden_capacity) {
        size_t capacity = count > 0 ? count * 2 : 64;
        int64_t *larger = realloc(descriptors->hidden, capacity * sizeof *larger);
        if (larger == NULL)
            return ENOMEM;
        descriptors->hidden = larger;
        descriptors->hidden_capacity = capacity;
    }
    descriptors->hidden[descriptors->hidden_count++] = pid;
    return 0;
}

static int add(struct descriptors *descriptors, const struct kinfo_file *file, int64_t pid)
{
    if (file->ki_ftype != DTYPE_SOCKET || (pid != SOCKSCOPE_EVERY_PROCESS && file->ki_pid != pid))
        return 0;
    if (file->ki_fdata == 0)
        return add_hidden(descriptors, file->ki_pid);
    return holders_add(&descriptors->holders, file->ki_fdata, file->ki_pid, file->ki_fd);
}

static enum sockscope_result add_all(struct descriptors *descriptors, const struct sysctl_buffer *buffer, int64_t pid,
                                     struct sockscope_error *error)
{
    int failure = 0;
    for (size_t at = 0; failure == 0 && at + RECORD <= buffer->size; at += RECORD) {
        struct kinfo_file file = {0};
        memcpy(&file, buffer->data + at, RECORD);
        failure = add(descriptors, &file, pid);
    }
    if (failure == 0)
        failure = holders_index(&descriptors->holders);
    return failure == 0 ? SOCKSCOPE_OK : sockscope_fail_sink(error, failure);
}

/*
 * The kernel passes over a process whose entry is locked, as it is while it takes up another program. One that is asked for
 * and seems to have nothing open is asked for again, so many times.
 */
#define ATTEMPTS 5

static enum sockscope_result read_records(struct sysctl_buffer *buffer, int pid, struct sockscope_error *error)
{
    int name[] = {CTL_KERN, KERN_FILE2, KERN_FILE_BYPID, pid, (int)RECORD, INT_MAX};
    struct sysctl_table table = {
        .call = "sysctl of kern.file2", .name = name, .length = sizeof name / sizeof *name, .record = RECORD};
    enum sockscope_result result = sysctl_buffer_read(buffer, &table, error);
    for (int i = 1; i < ATTEMPTS && result == SOCKSCOPE_OK && buffer->size == 0; i++)
        result = sysctl_buffer_read(buffer, &table, error);
    return result;
}

/* For the kernel pid 0 means every process, as -1 does. */
enum sockscope_result descriptors_read(struct descriptors *descriptors, int64_t pid, struct sockscope_error *error)
{
    struct sysctl_buffer buffer = {0};
    enum sockscope_result result = read_records(&buffer, pid > 0 ? (int)pid : -1, error);
    if (result == SOCKSCOPE_OK)
        result = add_all(descriptors, &buffer, pid, error);
    sysctl_buffer_free(&buffer);
    return result;
}

bool descriptors_contain(const struct descriptors *descriptors, const struct holder *holder)
{
    const struct holder *other = holders_find(&descriptors->holders, holder->address);
    while (other != NULL && (other->pid != holder->pid || other->fd != holder->fd))
        other = holders_next(&descriptors->holders, other);
    return other != NULL;
}

void descriptors_free(struct descriptors *descriptors)
{
    holders_free(&descriptors->holders);
    free(descriptors->hidden);
    *descriptors = (struct descriptors){0};
}
