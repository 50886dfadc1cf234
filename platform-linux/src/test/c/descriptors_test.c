// SPDX-License-Identifier: Apache-2.0
/*
 * Descriptors as procfs shows them: our own, and in a directory of our own more than the limits of most machines let a
 * process have, where a position in the directory is no number.
 */
#include "descriptors.h"

#include "checks.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
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

static uint64_t inodes[DESCRIPTORS]; /* by descriptor, 0 for none */

static int note(void *context, int32_t fd, uint64_t inode)
{
    size_t *wrong = context;
    bool right = fd >= 0 && fd < DESCRIPTORS && inodes[fd] == 0;
    *wrong += !right;
    if (right)
        inodes[fd] = inode;
    return 0;
}

/* Each descriptor is visited once if it is a socket, with its inode, and no other is. */
static void check_own(const struct process *process, int limit)
{
    size_t wrong = 0;
    memset(inodes, 0, sizeof inodes);
    CHECK_EQUAL(0, descriptors_walk(process, note, &wrong));
    for (int fd = 0; fd < limit; fd++) {
        struct stat status;
        bool is_socket = fstat(fd, &status) == 0 && S_ISSOCK(status.st_mode);
        wrong += inodes[fd] != (is_socket ? status.st_ino : 0);
    }
    CHECK_EQUAL(0, wrong);
}

/* The limit of our descriptors, as high as it may be up to what this test takes. */
static int raise_limit(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        fail("getrlimit");
    limit.rlim_cur = limit.rlim_max < 4096 ? limit.rlim_max : 4096;
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0)
        fail("setrlimit");
    return (int)limit.rlim_cur;
}

/* The lowest numbers, all of them and then with more and more of them free; and only high ones. */
static void check_real(void)
{
    struct process process = {.pid = getpid(), .directory = open("/proc/self", O_PATH | O_DIRECTORY | O_CLOEXEC)};
    int limit = raise_limit();
    int most = limit / 2;
    if (process.directory < 0)
        fail("open of /proc/self");
    check_own(&process, limit);
    for (int fd = socket(AF_UNIX, SOCK_STREAM, 0); fd >= 0 && fd < most; fd = socket(AF_UNIX, SOCK_STREAM, 0))
        check_own(&process, fd < 40 ? limit : 0);
    check_own(&process, limit);
    for (int step = most; step > 1; step /= 2) {
        for (int fd = process.directory + 1; fd < most; fd += step)
            close(fd);
        check_own(&process, limit);
    }
    int held = socket(AF_UNIX, SOCK_STREAM, 0);
    for (int fd = limit - 1; fd > limit - 40; fd -= 2) {
        if (dup2(process.directory, fd) < 0 || dup2(held, fd - 1) < 0)
            fail("dup2");
    }
    check_own(&process, limit);
    for (int fd = process.directory + 1; fd < most; fd++)
        close(fd);
    check_own(&process, limit);
    for (int fd = most; fd < limit; fd++)
        close(fd);
    close(process.directory);
}

int main(void)
{
    check_real();
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
