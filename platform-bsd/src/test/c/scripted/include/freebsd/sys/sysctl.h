// SPDX-License-Identifier: Apache-2.0
/* What the collector uses of FreeBSD's header. layouts.c holds both to the same. */
#ifndef SCRIPTED_FREEBSD_SYS_SYSCTL_H
#define SCRIPTED_FREEBSD_SYS_SYSCTL_H

#include <stddef.h>
#include <stdint.h>

#define CTL_KERN 1
#define KERN_PROC 14
#define KERN_FILE 15
#define KERN_PROC_PID 1
#define KERN_PROC_PROC 8
#define KERN_PROC_FILEDESC 33

typedef uint64_t kvaddr_t;
typedef uint64_t ksize_t;

int sysctl(const int *name, unsigned length, void *old, size_t *old_size, const void *new, size_t new_size);
int sysctlbyname(const char *name, void *old, size_t *old_size, const void *new, size_t new_size);
int sysctlnametomib(const char *name, int *mib, size_t *length);

#endif
