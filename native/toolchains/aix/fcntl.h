// SPDX-License-Identifier: Apache-2.0
#pragma once

int open(const char *path, int flags, ...);

#define O_RDONLY 0
#define O_CLOEXEC 0x800000
