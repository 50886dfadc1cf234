// SPDX-License-Identifier: Apache-2.0
#include "file_table.h"

#include "freebsd.h"
#include "sysctl_buffer.h"

#include <string.h>

/* So much of a record must be there. */
#define LEAST (offsetof(struct xfile, xf_data) + sizeof(kvaddr_t))

static int add(struct holders *holders, const uint8_t *record)
{
    struct xfile file = {0};
    memcpy(&file, record, LEAST);
    if (file.xf_type != DTYPE_SOCKET || file.xf_data == 0)
        return 0;
    return holders_add(holders, file.xf_data, file.xf_pid, file.xf_fd);
}

/* Each record begins with its size. Returns 0 or an errno. */
static int walk(const struct sysctl_buffer *buffer, struct holders *holders, bool *intact)
{
    int failure = 0;
    ksize_t size;
    *intact = true;
    for (size_t at = 0; at < buffer->size && failure == 0; at += size) {
        size_t rest = buffer->size - at;
        size = 0;
        if (rest >= sizeof size)
            memcpy(&size, buffer->data + at, sizeof size);
        if (size >= LEAST && size <= rest)
            failure = add(holders, buffer->data + at);
        else
            *intact = false;
        if (size == 0 || size > rest)
            break;
    }
    return failure == 0 ? holders_index(holders) : failure;
}

enum sockscope_result file_table_read(struct holders *holders, bool *intact, struct sockscope_error *error)
{
    static const int name[] = {CTL_KERN, KERN_FILE};
    static const struct sysctl_table table = {"sysctl of kern.file", name, sizeof name / sizeof *name,
                                              sizeof(struct xfile)};
    struct sysctl_buffer buffer = {0};
    enum sockscope_result result = sysctl_buffer_read(&buffer, &table, error);
    int failure = result == SOCKSCOPE_OK ? walk(&buffer, holders, intact) : 0;
    sysctl_buffer_free(&buffer);
    return failure == 0 ? result : sockscope_fail_sink(error, failure);
}
