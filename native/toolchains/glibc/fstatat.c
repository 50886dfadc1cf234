// SPDX-License-Identifier: Apache-2.0
/*
 * Before 2.33 glibc exported no fstatat; what programs linked statically under that name calls a function with the version of
 * struct stat. Zig would add its own, whose debug information has the folder that Zig is in and the one that was built in, and
 * so would make two builds differ.
 */
#define _POSIX_C_SOURCE 200809L

#include <sys/stat.h>

/* Of glibc's bits/stat.h until 2.32. */
#if defined(__aarch64__) || defined(__riscv)
#define STAT_VERSION 0
#else
#define STAT_VERSION 1
#endif

int __fxstatat(int version, int fd, const char *path, struct stat *status, int flags);

int fstatat(int fd, const char *restrict path, struct stat *restrict status, int flags)
{
    return __fxstatat(STAT_VERSION, fd, path, status, flags);
}
