// SPDX-License-Identifier: Apache-2.0
/* Descriptors as procfs shows them, in a directory of our own: more than the limits of most machines let a process have. */
#include "descriptors.h"

#include "checks.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define DESCRIPTORS 100000
#define FIRST_INODE 5000000

static struct {
    bool seen[DESCRIPTORS];
    size_t count;
    size_t wrong;
} visited;

static int visit(void *context, int32_t fd, uint64_t inode)
{
    (void)context;
    bool right = fd >= 0 && fd < DESCRIPTORS && inode == FIRST_INODE + (uint64_t)fd && !visited.seen[fd];
    visited.wrong += !right;
    visited.count++;
    if (right)
        visited.seen[fd] = true;
    return 0;
}

static int stop(void *context, int32_t fd, uint64_t inode)
{
    (void)fd;
    (void)inode;
    return ++*(int *)context == 3 ? EIO : 0;
}

static void fail(const char *call)
{
    perror(call);
    exit(EXIT_FAILURE);
}

/* A process without other threads: the directory that lists them has one entry. */
static struct process make_process(char *path)
{
    struct process process = {.pid = 1};
    if (mkdtemp(path) == NULL)
        fail("mkdtemp");
    process.directory = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (process.directory < 0 || mkdirat(process.directory, "task", 0700) != 0 ||
        mkdirat(process.directory, "task/1", 0700) != 0 || mkdirat(process.directory, "fd", 0700) != 0)
        fail("mkdirat");
    return process;
}

static void for_each_link(const struct process *process, bool make)
{
    int fd = openat(process->directory, "fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        fail("openat");
    for (int i = 0; i < DESCRIPTORS; i++) {
        char name[16];
        char target[32];
        snprintf(name, sizeof name, "%d", i);
        snprintf(target, sizeof target, "socket:[%d]", FIRST_INODE + i);
        if ((make ? symlinkat(target, fd, name) : unlinkat(fd, name, 0)) != 0)
            fail("symlinkat or unlinkat");
    }
    close(fd);
}

static void remove_process(const struct process *process, const char *path)
{
    for_each_link(process, false);
    unlinkat(process->directory, "fd", AT_REMOVEDIR);
    unlinkat(process->directory, "task/1", AT_REMOVEDIR);
    unlinkat(process->directory, "task", AT_REMOVEDIR);
    close(process->directory);
    if (rmdir(path) != 0)
        fail("rmdir");
}

int main(void)
{
    char path[] = "/tmp/descriptors_test.XXXXXX";
    struct process process = make_process(path);
    int visits = 0;
    for_each_link(&process, true);
    CHECK_EQUAL(0, descriptors_walk(&process, visit, NULL));
    CHECK_EQUAL(DESCRIPTORS, visited.count);
    CHECK_EQUAL(0, visited.wrong);
    CHECK_EQUAL(EIO, descriptors_walk(&process, stop, &visits));
    CHECK_EQUAL(3, visits);
    remove_process(&process, path);
    return checks_result();
}
