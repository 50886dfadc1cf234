// SPDX-License-Identifier: Apache-2.0
/* What the collector uses of OpenBSD's header. layouts.c holds both to the same. */
#ifndef SCRIPTED_OPENBSD_SYS_SOCKETVAR_H
#define SCRIPTED_OPENBSD_SYS_SOCKETVAR_H

#define SS_NOFDREF 0x001

#endif
