// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE

#include "surroundings.h"

#include <errno.h>
#include <grp.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
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

static bool enter_netns(FILE *out, const char *argument)
{
    (void)argument;
    return enter_namespaces(out, CLONE_NEWNET);
}

static bool enter_userns(FILE *out, const char *argument)
{
    (void)argument;
    return enter_namespaces(out, CLONE_NEWUSER | CLONE_NEWNET);
}

/* A change of user makes the kernel forget what was set for the process: who may look into it, and to end it in time. */
static bool become_user(FILE *out, const char *argument)
{
    (void)out;
    unsigned id = (unsigned)strtoul(argument, NULL, 10);
    return setgroups(0, NULL) == 0 && setresgid(id, id, id) == 0 && setresuid(id, id, id) == 0 &&
           prctl(PR_SET_DUMPABLE, 1) == 0 && prctl(PR_SET_PDEATHSIG, SIGKILL) == 0;
}

static bool protect(FILE *out, const char *argument)
{
    (void)out;
    (void)argument;
    return prctl(PR_SET_DUMPABLE, 0) == 0;
}

static const struct surroundings_change changes[] = {
    {"netns", "entry into a network namespace", enter_netns},
    {"userns", "entry into a user namespace", enter_userns},
    {"user", "change of user", become_user},
    {"protect", "prctl(PR_SET_DUMPABLE)", protect},
};

const struct surroundings_change *surroundings_find(const char *command)
{
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        if (strcmp(changes[i].command, command) == 0) {
            return &changes[i];
        }
    }
    return NULL;
}
