// SPDX-License-Identifier: Apache-2.0
/* FreeBSD's headers, in the order in which they may be included. */
#ifndef SOCKSCOPE_FREEBSD_HEADERS_H
#define SOCKSCOPE_FREEBSD_HEADERS_H

/* clang-format off */
#include <sys/param.h>
#include <sys/queue.h>
#include <sys/socket.h>
#include <sys/socketvar.h>
#include <sys/sysctl.h>
#include <sys/file.h>
#include <sys/proc.h>
#include <sys/un.h>
#include <sys/unpcb.h>
#include <sys/user.h>
#include <netinet/in.h>
#include <netinet/in_pcb.h>
#include <netinet/tcp_var.h>
/* clang-format on */

#endif
