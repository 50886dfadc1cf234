// SPDX-License-Identifier: Apache-2.0
/*
 * What the collector uses of macOS' header of this name, for a build on another system. layouts.c holds it, and those below
 * this folder, to be the same as there.
 */
#ifndef SOCKSCOPE_SCRIPTED_LIBPROC_H
#define SOCKSCOPE_SCRIPTED_LIBPROC_H

#include <stdint.h>

int proc_listpids(uint32_t type, uint32_t typeinfo, void *buffer, int buffersize);
int proc_pidinfo(int pid, int flavor, uint64_t arg, void *buffer, int buffersize);
int proc_pidfdinfo(int pid, int fd, int flavor, void *buffer, int buffersize);

#endif
