// SPDX-License-Identifier: Apache-2.0
/* What libproc and the sysctls say in the same way: a socket's ends. */
#ifndef SOCKSCOPE_MACOS_ADDRESS_H
#define SOCKSCOPE_MACOS_ADDRESS_H

#include "sockscope.h"

#include <netinet/in.h>

/*
 * An end of a TCP or UDP socket. The port is in the byte order of the network. An IPv4 address is the last four bytes of
 * the sixteen, with nothing in front that tells; vflag, INI_IPV4 or INI_IPV6 or both, does.
 */
struct sockscope_end address_inet(enum sockscope_protocol protocol, uint8_t vflag, const struct in6_addr *address,
                                  int port);

/* An end of a UNIX socket, from a struct sockaddr_un in so many bytes; its path may be longer than the struct's. */
struct sockscope_end address_unix(const void *sockaddr, size_t size);

#endif
