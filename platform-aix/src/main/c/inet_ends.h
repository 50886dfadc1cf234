// SPDX-License-Identifier: Apache-2.0
#ifndef SOCKSCOPE_AIX_INET_ENDS_H
#define SOCKSCOPE_AIX_INET_ENDS_H

#include "kernel_headers.h"
#include "sockscope.h"

/* Fills in the ends of a socket of TCP or UDP. IPv4 traffic of an AF_INET6 socket has mapped addresses. */
void inet_ends(const struct inpcb *inpcb, struct sockscope_socket *socket);

#endif
