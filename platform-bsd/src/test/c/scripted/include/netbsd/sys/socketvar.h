// SPDX-License-Identifier: Apache-2.0
/* What the collector uses of NetBSD's header. layouts.c holds both to the same. */
#ifndef SCRIPTED_NETBSD_SYS_SOCKETVAR_H
#define SCRIPTED_NETBSD_SYS_SOCKETVAR_H

#define SS_NOFDREF 0x001

#endif
