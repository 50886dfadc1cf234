// SPDX-License-Identifier: Apache-2.0
/* What the collector uses of FreeBSD's header. layouts.c holds both to the same. */
#ifndef SCRIPTED_FREEBSD_SYS_PROC_H
#define SCRIPTED_FREEBSD_SYS_PROC_H

#define SZOMB 5
#define P_WEXIT 0x2000

#endif
