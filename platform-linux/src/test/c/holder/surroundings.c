// SPDX-License-Identifier: Apache-2.0
#include "surroundings.h"

#include "answer.h"

#include <errno.h>
#include <grp.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static bool start_loopback(void)
{
    struct ifreq interface = {.ifr_name = "lo"};
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        return false;
    }
    interface.ifr_flags = IFF_UP;
    bool up = ioctl(fd, SIOCSIFFLAGS, &interface) == 0;
    int error = errno;
    close(fd);
    errno = error;
    return up;
}

static bool enter_namespaces(FILE *out, int which)
{
    struct stat status;
    if (unshare(which) != 0 || !start_loopback() || stat("/proc/self/ns/net", &status) != 0) {
        return false;
    }
    fprintf(out, " %ju", (uintmax_t)status.st_ino);
    return true;
}

bool enter_netns(FILE *out, const char *argument)
{
    (void)argument;
    return enter_namespaces(out, CLONE_NEWNET) || failed("entry into a network namespace");
}

bool enter_userns(FILE *out, const char *argument)
{
    (void)argument;
    return enter_namespaces(out, CLONE_NEWUSER | CLONE_NEWNET) || failed("entry into a user namespace");
}

/* A change of user makes the kernel forget what was set: who may look into the process, and to end it in time. */
bool become_user(FILE *out, const char *argument)
{
    (void)out;
    unsigned id = (unsigned)strtoul(argument, NULL, 10);
    return (setgroups(0, NULL) == 0 && setresgid(id, id, id) == 0 && setresuid(id, id, id) == 0 &&
            prctl(PR_SET_DUMPABLE, 1) == 0 && prctl(PR_SET_PDEATHSIG, SIGKILL) == 0) ||
           failed("change of user");
}

bool protect(FILE *out, const char *argument)
{
    (void)out;
    (void)argument;
    return prctl(PR_SET_DUMPABLE, 0) == 0 || failed("prctl(PR_SET_DUMPABLE)");
}

bool raise_limit(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) {
        return failed("getrlimit");
    }
    limit.rlim_cur = limit.rlim_max;
    return setrlimit(RLIMIT_NOFILE, &limit) == 0 || failed("setrlimit");
}
