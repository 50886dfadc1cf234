// SPDX-License-Identifier: Apache-2.0
#include "faults.h"

#include "scenario.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Thread_local uint64_t calls; /* that might have failed, in this query */
static _Thread_local char failed[160]; /* the last that did */

int faults_errno(const char *name)
{
    static const struct {
        const char *name;
        int code;
    } names[] = {
        {"EACCES", EACCES},
        {"EAGAIN", EAGAIN},
        {"EBADF", EBADF},
        {"EBUSY", EBUSY},
        {"EINTR", EINTR},
        {"EINVAL", EINVAL},
        {"EIO", EIO},
        {"EMFILE", EMFILE},
        {"ENAMETOOLONG", ENAMETOOLONG},
        {"ENFILE", ENFILE},
        {"ENOBUFS", ENOBUFS},
        {"ENOENT", ENOENT},
        {"ENOMEM", ENOMEM},
        {"ENOSYS", ENOSYS},
        {"ENOTSOCK", ENOTSOCK},
        {"EOPNOTSUPP", EOPNOTSUPP},
        {"EPERM", EPERM},
        {"ESRCH", ESRCH},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i].name, name) == 0)
            return names[i].code;
    }
    scenario_give_up("no such errno", name);
}

void faults_reset(void)
{
    calls = 0;
}

bool faults_has(const char *call, const char *path)
{
    const struct scenario_line *fault = scenario_find("fault", call, path);
    const struct scenario_line *nth = scenario_find("call", NULL, NULL);
    calls++;
    if (fault != NULL)
        errno = faults_errno(fault->words[3]);
    else if (nth != NULL && calls == strtoull(nth->words[1], NULL, 10))
        errno = faults_errno(nth->words[2]);
    else
        return false;
    snprintf(failed, sizeof failed, "%s of %s", call, path);
    return true;
}

const char *faults_failed_call(void)
{
    return failed;
}

uint64_t faults_calls(void)
{
    return calls;
}
