// SPDX-License-Identifier: Apache-2.0
/* A socket's end, from an address as the kernel gives it. */
#ifndef SOCKSCOPE_BSD_SOCKET_END_H
#define SOCKSCOPE_BSD_SOCKET_END_H

#include "sockscope.h"

/*
 * The end that a sockaddr tells; without port and name if it is not of the family, or too short. The bytes are so many as
 * there is room for it. A name is lent from them.
 */
struct sockscope_end socket_end_of(const void *sockaddr, size_t size, int family);

#endif
