// SPDX-License-Identifier: Apache-2.0
/* What the collector uses of OpenBSD's header. layouts.c holds both to the same. */
#ifndef SCRIPTED_OPENBSD_SYS_SOCKET_H
#define SCRIPTED_OPENBSD_SYS_SOCKET_H

#define AF_UNIX 1
#define AF_INET 2
#define AF_INET6 24

#define SOCK_STREAM 1
#define SOCK_DGRAM 2
#define SOCK_SEQPACKET 5

#endif
