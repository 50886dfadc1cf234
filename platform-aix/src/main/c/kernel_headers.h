// SPDX-License-Identifier: Apache-2.0
/* The kernel's structures, as the system's headers declare them, or where these can't be had, our own declarations. */
#ifndef SOCKSCOPE_AIX_KERNEL_HEADERS_H
#define SOCKSCOPE_AIX_KERNEL_HEADERS_H

#ifdef SOCKSCOPE_AIX_DECLARATIONS
#include "declarations/aix_kernel.h"
#else
#include <procinfo.h>
#include <sys/domain.h>
#include <sys/mbuf.h>
#include <sys/proc.h>
#include <sys/protosw.h>
#include <sys/socket.h>
#include <sys/socketvar.h>
#include <sys/types.h>
#include <sys/un.h>
#include <sys/unpcb.h>
/* struct file is for those who say that they are the kernel. */
#define _KERNEL 1
#include <sys/file.h>
#undef _KERNEL
#include <net/route.h>
#include <netinet/in.h>
#include <netinet/in_pcb.h>
#include <netinet/tcp.h>
#include <netinet/tcp_fsm.h>
#include <netinet/tcp_timer.h>
#include <netinet/tcp_var.h>
#endif

/* An address in the kernel, which the headers have as a pointer, and which is none here. */
#define KERNEL_ADDRESS(member) ((uint64_t)(uintptr_t)(member))

#endif
