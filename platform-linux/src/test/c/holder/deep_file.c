// SPDX-License-Identifier: Apache-2.0
#include "deep_file.h"

#include "answer.h"
#include "holder.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEPTH = 20, NAME_LENGTH = 250 };

bool hold_deep_file(FILE *out, const char *argument)
{
    (void)out;
    (void)argument;
    char name[NAME_LENGTH + 1];
    memset(name, 'd', NAME_LENGTH);
    name[NAME_LENGTH] = '\0';
    if (chdir(holder_directory()) != 0) {
        return failed("chdir");
    }
    for (int i = 0; i < DEPTH; i++) {
        if (mkdir(name, S_IRWXU) != 0 || chdir(name) != 0) {
            return failed("mkdir");
        }
    }
    if (open("file", O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR) < 0 || unlink("file") != 0) {
        return failed("open");
    }
    for (int i = 0; i < DEPTH; i++) {
        if (chdir("..") != 0 || rmdir(name) != 0) {
            return failed("rmdir");
        }
    }
    return true;
}
