// SPDX-License-Identifier: Apache-2.0
#ifndef SOCKSCOPE_MACOS_HELD_SOCKET_H
#define SOCKSCOPE_MACOS_HELD_SOCKET_H

#include "sockscope.h"

#include <sys/proc_info.h>

/*
 * What the sink gets to see of a socket that libproc tells of, but for its holder. It lends from the info. Returns false
 * for a socket of no protocol that is listed.
 */
bool held_socket(const struct socket_info *info, struct sockscope_socket *socket);

#endif
