// SPDX-License-Identifier: Apache-2.0
/* As libproc.h beside this folder. */
#ifndef SOCKSCOPE_SCRIPTED_SYS_SYSCTL_H
#define SOCKSCOPE_SCRIPTED_SYS_SYSCTL_H

#include <stddef.h>

int sysctlbyname(const char *name, void *oldp, size_t *oldlenp, void *newp, size_t newlen);

#endif
