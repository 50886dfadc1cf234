// SPDX-License-Identifier: Apache-2.0
#ifndef SOCKSCOPE_SCRIPTED_FDINFO_H
#define SOCKSCOPE_SCRIPTED_FDINFO_H

#include <stddef.h>

/* The content of /proc/PID/fdinfo/FD, to be freed, and its size; 0 if there is no such descriptor. */
size_t scripted_fdinfo(const char *pid, const char *fd, char **content);

#endif
