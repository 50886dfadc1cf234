// SPDX-License-Identifier: Apache-2.0
/* What the collector uses of NetBSD's header. layouts.c holds both to the same. */
#ifndef SCRIPTED_NETBSD_SYS_FILE_H
#define SCRIPTED_NETBSD_SYS_FILE_H

#define DTYPE_VNODE 1
#define DTYPE_SOCKET 2

#endif
