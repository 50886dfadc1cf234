// SPDX-License-Identifier: Apache-2.0
/* The files that several descriptors refer to, so that each is read once in a query. */
#ifndef SOCKSCOPE_AIX_SHARED_FILES_H
#define SOCKSCOPE_AIX_SHARED_FILES_H

#include "kernel_socket.h"

struct shared_file {
    uint64_t address;
    struct kernel_socket socket;
    struct shared_file *next;
};

#define SHARED_FILES_BUCKETS 1024

struct shared_files {
    struct shared_file *buckets[SHARED_FILES_BUCKETS];
};

/* What was kept of a file; NULL for nothing. */
const struct kernel_socket *shared_files_find(const struct shared_files *files, uint64_t address);

/* Keeps a copy. Returns 0 or ENOMEM. */
int shared_files_keep(struct shared_files *files, uint64_t address, const struct kernel_socket *socket);

void shared_files_free(struct shared_files *files);

#endif
