// SPDX-License-Identifier: Apache-2.0
#include "shared_files.h"

#include <stdlib.h>

static size_t bucket_of(uint64_t address)
{
    return (size_t)((address * UINT64_C(0x9E3779B97F4A7C15)) >> 32) % SHARED_FILES_BUCKETS;
}

const struct kernel_socket *shared_files_find(const struct shared_files *files, uint64_t address)
{
    const struct shared_file *file = files->buckets[bucket_of(address)];
    while (file != NULL && file->address != address)
        file = file->next;
    return file == NULL ? NULL : &file->socket;
}

int shared_files_keep(struct shared_files *files, uint64_t address, const struct kernel_socket *socket)
{
    struct shared_file *file = malloc(sizeof *file);
    if (file == NULL)
        return ENOMEM;
    struct shared_file **bucket = &files->buckets[bucket_of(address)];
    *file = (struct shared_file){.address = address, .socket = *socket, .next = *bucket};
    *bucket = file;
    return 0;
}

void shared_files_free(struct shared_files *files)
{
    for (size_t i = 0; i < SHARED_FILES_BUCKETS; i++) {
        while (files->buckets[i] != NULL) {
            struct shared_file *file = files->buckets[i];
            files->buckets[i] = file->next;
            free(file);
        }
    }
}
