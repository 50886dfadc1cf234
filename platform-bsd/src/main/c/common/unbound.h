// SPDX-License-Identifier: Apache-2.0
#ifndef SOCKSCOPE_BSD_UNBOUND_H
#define SOCKSCOPE_BSD_UNBOUND_H

#include "sockscope.h"

/*
 * Whether a socket is one that is listed on request only: of TCP, if it neither listens nor has a remote end, or of UDP,
 * if it has no port. The kernels keep these in their tables too. The status of such a TCP socket becomes
 * SOCKSCOPE_BOUND if it has a port.
 */
bool unbound_socket(struct sockscope_socket *socket);

#endif
