// SPDX-License-Identifier: Apache-2.0
/* What the collector uses of NetBSD's header. layouts.c holds both to the same. */
#ifndef SCRIPTED_NETBSD_SYS_PROC_H
#define SCRIPTED_NETBSD_SYS_PROC_H

#define SACTIVE 2
#define SDYING 3
#define SZOMB 5
#define SDEAD 6

#endif
