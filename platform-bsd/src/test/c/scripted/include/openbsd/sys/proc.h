// SPDX-License-Identifier: Apache-2.0
/* What the collector uses of OpenBSD's header. layouts.c holds both to the same. */
#ifndef SCRIPTED_OPENBSD_SYS_PROC_H
#define SCRIPTED_OPENBSD_SYS_PROC_H

#define PS_EXITING 0x8
#define PS_SYSTEM 0x10000
#define PS_ZOMBIE 0x40000

#endif
