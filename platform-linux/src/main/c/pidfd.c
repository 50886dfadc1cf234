// SPDX-License-Identifier: Apache-2.0
#include "pidfd.h"

#include <errno.h>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

/* Their numbers are the same on all architectures; some headers are older. */
#ifndef SYS_pidfd_send_signal
#define SYS_pidfd_send_signal 424
#endif
#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif
#ifndef SYS_pidfd_getfd
#define SYS_pidfd_getfd 438
#endif

int pidfd_open_process(int64_t pid, int *pidfd)
{
    if (pid <= 0 || pid > INT32_MAX)
        return ESRCH;
    *pidfd = (int)syscall(SYS_pidfd_open, (pid_t)pid, 0U);
    if (*pidfd >= 0)
        return 0;
    /* What it says of a thread that is not the first depends on the kernel. */
    return errno == EINVAL || errno == ENOENT ? ESRCH : errno;
}

int pidfd_read_state(int pidfd, enum pidfd_state *state)
{
    struct pollfd ended = {.fd = pidfd, .events = POLLIN};
    int result;
    do
        result = poll(&ended, 1, 0);
    while (result < 0 && errno == EINTR);
    if (result < 0)
        return errno;
    *state = PIDFD_ALIVE;
    if (result > 0)
        *state = syscall(SYS_pidfd_send_signal, pidfd, 0, NULL, 0U) != 0 && errno == ESRCH ? PIDFD_GONE : PIDFD_ZOMBIE;
    return 0;
}

int pidfd_borrow(int pidfd, int32_t fd, int *duplicate)
{
    *duplicate = (int)syscall(SYS_pidfd_getfd, pidfd, fd, 0U);
    return *duplicate < 0 ? errno : 0;
}
