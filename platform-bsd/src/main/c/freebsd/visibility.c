// SPDX-License-Identifier: Apache-2.0
#include "visibility.h"

#include "freebsd.h"

#include <errno.h>
#include <unistd.h>

/* A switch of the kernel's; what it doesn't have is off, and what can't be read may be on. */
static bool is(const char *name, int value)
{
    int found = 0;
    size_t size = sizeof found;
    if (sysctlbyname(name, &found, &size, NULL, 0) != 0)
        return errno != ENOENT;
    return found == value;
}

bool visibility_is_limited(void)
{
    if (is("security.jail.jailed", 1))
        return true;
    return geteuid() != 0 && (is("security.bsd.see_other_uids", 0) || is("security.bsd.see_other_gids", 0) ||
                              is("security.bsd.see_jail_proc", 0));
}
