// SPDX-License-Identifier: Apache-2.0
#include "kmem.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* What lies in the first page is a NULL pointer that something was added to. */
#define LOWEST UINT64_C(4096)

int kmem_open(void)
{
    int kmem = open("/dev/kmem", O_RDONLY | O_CLOEXEC);
    return kmem >= 0 ? kmem : -errno;
}

static bool is_address(uint64_t address, size_t alignment, size_t size)
{
    return address >= LOWEST && address % alignment == 0 && address <= UINT64_MAX - size;
}

int kmem_read(int kmem, uint64_t address, size_t alignment, void *to, size_t size)
{
    if (!is_address(address, alignment, size))
        return EFAULT;
    for (;;) {
        /* The upper half of the addresses is negative as an offset, so that only -1 tells of a failure. */
        if (lseek(kmem, (off_t)address, SEEK_SET) == (off_t)-1)
            return errno;
        ssize_t got = read(kmem, to, size);
        if (got >= 0)
            return (size_t)got == size ? 0 : EFAULT;
        if (errno != EINTR)
            return errno;
    }
}

bool kmem_is_refusal(int failure)
{
    return failure == EACCES || failure == EPERM;
}

void kmem_close(int kmem)
{
    if (kmem != KMEM_CLOSED)
        close(kmem);
}
