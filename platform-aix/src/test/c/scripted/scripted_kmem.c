// SPDX-License-Identifier: Apache-2.0
/* The calls on /dev/kmem. */
#include "faults.h"
#include "scripted_aix.h"
#include "scripted_query.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define KMEM "/dev/kmem"

static _Thread_local int kmem = -1;
static _Thread_local uint64_t position;
static _Thread_local uint64_t reads;
static _Thread_local uint64_t reads_of_what_changes;

void scripted_kernel_reset(void)
{
    reads = 0;
    reads_of_what_changes = 0;
}

int open(const char *path, int flags, ...)
{
    static int (*real)(const char *, int, ...);
    if (real == NULL)
        *(void **)&real = scenario_real("open");
    if (strcmp(path, KMEM) != 0 || flags != (O_RDONLY | O_CLOEXEC) || kmem != -1)
        scenario_give_up("opened in another way than to be read once", path);
    if (scenario_find("user", NULL, NULL) != NULL) {
        errno = EACCES;
        return -1;
    }
    if (faults_has("open", KMEM))
        return -1;
    kmem = real("/dev/null", O_RDONLY | O_CLOEXEC);
    return kmem;
}

int close(int fd)
{
    static int (*real)(int);
    if (real == NULL)
        *(void **)&real = scenario_real("close");
    if (fd == kmem)
        kmem = -1;
    return real(fd);
}

static void must_be_kmem(int fd)
{
    if (fd != kmem || fd == -1)
        scenario_give_up("a descriptor that is not that of", KMEM);
}

static bool fails_at(const char *call)
{
    char address[32];
    snprintf(address, sizeof address, "%#llx", (unsigned long long)position);
    return faults_has(call, address);
}

off_t lseek(int fd, off_t offset, int whence)
{
    must_be_kmem(fd);
    if (whence != SEEK_SET)
        scenario_give_up("lseek from elsewhere than the begin of", KMEM);
    position = (uint64_t)offset;
    return fails_at("lseek") ? -1 : offset;
}

static void change_after_read(uint64_t address)
{
    const struct scenario_line *line = scenario_find("changes-after", NULL, NULL);
    if (line == NULL || scripted_number(line->words[1]) != address)
        return;
    if (++reads_of_what_changes < scenario_number(line, "times=", 1))
        return;
    reads_of_what_changes = 0;
    scenario_end_round();
}

ssize_t read(int fd, void *to, size_t size)
{
    const struct scenario_line *most = scenario_find("most-reads", NULL, NULL);
    must_be_kmem(fd);
    if (most != NULL && ++reads > scripted_number(most->words[1]))
        scenario_give_up("more reads of the kernel's memory than", most->words[1]);
    if (fails_at("read"))
        return -1;
    size_t length = scripted_memory_read(position, to, size);
    if (length == 0) {
        errno = EFAULT;
        return -1;
    }
    change_after_read(position);
    return (ssize_t)length;
}
