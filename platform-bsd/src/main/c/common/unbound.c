// SPDX-License-Identifier: Apache-2.0
#include "unbound.h"

bool unbound_socket(struct sockscope_socket *socket)
{
    if (socket->protocol == SOCKSCOPE_UNIX)
        return false;
    if (socket->protocol == SOCKSCOPE_UDP4 || socket->protocol == SOCKSCOPE_UDP6)
        return socket->local.port == 0;
    if (socket->status != SOCKSCOPE_CLOSE || socket->remote.port != 0)
        return false;
    if (socket->local.port != 0)
        socket->status = SOCKSCOPE_BOUND;
    return true;
}
