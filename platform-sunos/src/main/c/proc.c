// SPDX-License-Identifier: Apache-2.0
#include "proc.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

/* Of "/proc/", a number, and the longest name that is asked for. */
#define PATH_SIZE 64

int proc_open(int64_t pid, const char *file)
{
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "/proc/%" PRId64 "/%s", pid, file);
    return open(path, O_RDONLY | O_CLOEXEC);
}

static DIR *folder_of(int fd)
{
    DIR *folder = fd < 0 ? NULL : fdopendir(fd);
    if (folder == NULL && fd >= 0) {
        int code = errno;
        close(fd);
        errno = code;
    }
    return folder;
}

DIR *proc_open_folder(int64_t pid, const char *folder)
{
    return folder_of(proc_open(pid, folder));
}

DIR *proc_open_all(void)
{
    return folder_of(open("/proc", O_RDONLY | O_CLOEXEC));
}

static bool parse(const char *name, int64_t *number)
{
    *number = 0;
    if (*name == '\0')
        return false;
    for (; *name >= '0' && *name <= '9'; name++) {
        *number = *number * 10 + (*name - '0');
        if (*number > INT32_MAX)
            return false;
    }
    return *name == '\0';
}

bool proc_next_number(DIR *folder, int64_t *number)
{
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(folder);
        if (entry == NULL)
            return false;
        if (parse(entry->d_name, number))
            return true;
    }
}

ssize_t proc_read(int64_t pid, const char *file, void *buffer, size_t size)
{
    int fd = proc_open(pid, file);
    if (fd < 0)
        return -1;
    ssize_t length;
    do {
        length = read(fd, buffer, size);
    } while (length < 0 && errno == EINTR);
    int code = errno;
    close(fd);
    errno = code;
    return length;
}

bool proc_is_gone(int code)
{
    return code == ENOENT || code == ESRCH;
}

bool proc_is_denied(int code)
{
    return code == EACCES || code == EPERM;
}
