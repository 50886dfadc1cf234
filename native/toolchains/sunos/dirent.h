// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdint.h>

typedef struct folder DIR;

struct dirent {
    uint64_t d_ino;
    int64_t d_off;
    unsigned short d_reclen;
    char d_name[1];
};

DIR *fdopendir(int fd);
struct dirent *readdir(DIR *folder);
int closedir(DIR *folder);
