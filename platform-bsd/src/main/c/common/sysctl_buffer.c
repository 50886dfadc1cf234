// SPDX-License-Identifier: Apache-2.0
#include "sysctl_buffer.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/types.h>

#include <sys/sysctl.h>

/* Each time the room doubles: a table that still doesn't fit is larger by far than the kernel said. */
#define GROWTHS 10

/* Room for so many records is left beyond what the kernel says, and for an eighth of the table. */
#define SLACK 16

static enum sockscope_result make_room(struct sysctl_buffer *buffer, size_t capacity, struct sockscope_error *error)
{
    free(buffer->data);
    *buffer = (struct sysctl_buffer){.data = malloc(capacity)};
    if (buffer->data == NULL)
        return sockscope_fail_sink(error, ENOMEM);
    buffer->capacity = capacity;
    return SOCKSCOPE_OK;
}

static enum sockscope_result fail(const struct sysctl_table *table, int code, struct sockscope_error *error)
{
    return sockscope_fail(error, SOCKSCOPE_SYSTEM_CALL_FAILED, table->call, code, -1);
}

static enum sockscope_result make_first_room(struct sysctl_buffer *buffer, const struct sysctl_table *table,
                                             struct sockscope_error *error)
{
    size_t size = 0;
    if (sysctl(table->name, table->length, NULL, &size, NULL, 0) != 0)
        return fail(table, errno, error);
    if (size > SIZE_MAX / 4)
        return fail(table, ENOMEM, error);
    return make_room(buffer, size + size / 8 + SLACK * table->record, error);
}

/* Asks once. Returns 0, or ENOMEM if the room doesn't suffice, or another errno. */
static int ask(struct sysctl_buffer *buffer, const struct sysctl_table *table)
{
    size_t size = buffer->capacity;
    if (sysctl(table->name, table->length, buffer->data, &size, NULL, 0) != 0)
        return errno;
    if (size > buffer->capacity || buffer->capacity - size < table->record)
        return ENOMEM;
    buffer->size = size;
    return 0;
}

enum sockscope_result sysctl_buffer_read(struct sysctl_buffer *buffer, const struct sysctl_table *table,
                                         struct sockscope_error *error)
{
    enum sockscope_result result = SOCKSCOPE_OK;
    if (buffer->data == NULL)
        result = make_first_room(buffer, table, error);
    for (int growths = 0; result == SOCKSCOPE_OK; growths++) {
        int failure = ask(buffer, table);
        if (failure == 0)
            return SOCKSCOPE_OK;
        if (failure != ENOMEM || growths == GROWTHS || buffer->capacity > SIZE_MAX / 2)
            return fail(table, failure, error);
        result = make_room(buffer, buffer->capacity * 2, error);
    }
    return result;
}

void sysctl_buffer_free(struct sysctl_buffer *buffer)
{
    free(buffer->data);
    *buffer = (struct sysctl_buffer){0};
}
