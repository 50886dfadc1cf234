// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stddef.h>
#include <sys/types.h>

#define SEEK_SET 0

off_t lseek(int fd, off_t offset, int whence);
ssize_t read(int fd, void *to, size_t size);
int close(int fd);
