// SPDX-License-Identifier: Apache-2.0
#include "inet_ends.h"

#include <string.h>

#define INET4_SIZE 4
#define INET4_AT 12 /* the last word of where an IPv6 address is */

static uint16_t number_of(const void *port)
{
    const uint8_t *bytes = port;
    return (uint16_t)(bytes[0] << 8 | bytes[1]);
}

/* The flag alone is also on sockets that take both, and are bound to no address. */
static bool is_mapped(const struct inpcb *inpcb, const uint8_t *bytes)
{
    static const uint8_t any[INET4_SIZE];
    return (inpcb->inp_flags & INP_COMPATV4) != 0 && memcmp(bytes + INET4_AT, any, INET4_SIZE) != 0;
}

static struct sockscope_end end_of(const struct inpcb *inpcb, bool inet6, const void *address, const void *port)
{
    struct sockscope_end end = {.port = number_of(port)};
    uint8_t bytes[16];
    memcpy(bytes, address, sizeof bytes);
    if (!inet6) {
        memcpy(end.address, bytes + INET4_AT, INET4_SIZE);
    } else if (is_mapped(inpcb, bytes)) {
        end.address[10] = end.address[11] = 0xFF;
        memcpy(end.address + INET4_AT, bytes + INET4_AT, INET4_SIZE);
    } else {
        memcpy(end.address, bytes, sizeof end.address);
    }
    return end;
}

void inet_ends(const struct inpcb *inpcb, struct sockscope_socket *socket)
{
    bool inet6 = socket->protocol == SOCKSCOPE_TCP6 || socket->protocol == SOCKSCOPE_UDP6;
    socket->local = end_of(inpcb, inet6, &inpcb->inp_laddr6, &inpcb->inp_lport);
    socket->remote = end_of(inpcb, inet6, &inpcb->inp_faddr6, &inpcb->inp_fport);
}
