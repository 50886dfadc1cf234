// SPDX-License-Identifier: Apache-2.0
#pragma once

#define O_RDONLY 0
#define O_RDWR 2
#define O_CLOEXEC 0x800000

#define F_SETFD 2
#define FD_CLOEXEC 1

int open(const char *path, int flags, ...);
int fcntl(int fd, int command, ...);
