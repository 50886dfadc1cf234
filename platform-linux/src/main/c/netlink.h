// SPDX-License-Identifier: Apache-2.0
/* A socket to the kernel's sock_diag over netlink, and the reading of dumps from it. */
#ifndef SOCKSCOPE_LINUX_NETLINK_H
#define SOCKSCOPE_LINUX_NETLINK_H

#include "sockscope.h"

#include <linux/netlink.h>

struct netlink {
    int fd;
    uint32_t port; /* what the kernel addresses answers to */
    uint32_t sequence;
    uint8_t *buffer;
    size_t capacity;
};

enum netlink_outcome {
    NETLINK_COMPLETE,
    NETLINK_INTERRUPTED, /* the table changed in a way that the kernel noticed, or messages were lost: dump again */
    NETLINK_FAILED,
};

/* What a dump is asked for by. The messages of the answer are of the same type. */
struct netlink_request {
    uint16_t type;
    const void *payload; /* what follows the netlink header */
    size_t payload_size;
    const char *call; /* names it, for errors that the kernel answers with */
};

/*
 * Gets one message of a dump; the message's length has been checked against what was received. Returns 0, or an errno that
 * ends the dump.
 */
typedef int netlink_visitor(void *context, const struct nlmsghdr *message);

/* Opens a socket of its own. On failure there is nothing to close. */
enum sockscope_result netlink_open(struct netlink *netlink, struct sockscope_error *error);

void netlink_close(struct netlink *netlink);

/*
 * Asks for a dump and gives every message of it to the visitor. After NETLINK_INTERRUPTED the messages that were visited
 * are worth nothing.
 */
enum netlink_outcome netlink_dump(struct netlink *netlink, const struct netlink_request *request,
                                  netlink_visitor *visitor, void *context, struct sockscope_error *error);

/*
 * Asks for one socket and gives it to the visitor. NETLINK_FAILED also if there is no such socket: the kernel has the same
 * errno, ENOENT, for that and for a module that it lacks.
 */
enum netlink_outcome netlink_find(struct netlink *netlink, const struct netlink_request *request,
                                  netlink_visitor *visitor, void *context, struct sockscope_error *error);

#endif
