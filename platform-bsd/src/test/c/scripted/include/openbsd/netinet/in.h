// SPDX-License-Identifier: Apache-2.0
/* What the collector uses of OpenBSD's header. layouts.c holds both to the same. */
#ifndef SCRIPTED_OPENBSD_NETINET_IN_H
#define SCRIPTED_OPENBSD_NETINET_IN_H

#define IPPROTO_TCP 6
#define IPPROTO_UDP 17

#endif
