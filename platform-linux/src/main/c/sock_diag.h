// SPDX-License-Identifier: Apache-2.0
/* The kernel's tables by way of sock_diag: what is asked of it, and what it answers. */
#ifndef SOCKSCOPE_LINUX_SOCK_DIAG_H
#define SOCKSCOPE_LINUX_SOCK_DIAG_H

#include "netlink.h"
#include "socket_table.h"

/*
 * Adds to the table all sockets of a protocol in the network namespace that the netlink socket was opened in. Ports and
 * statuses are left to the kernel to filter, as far as it can.
 */
enum sockscope_result sock_diag_read(struct netlink *netlink, enum sockscope_protocol protocol,
                                     const struct sockscope_request *request, struct socket_table *table,
                                     struct sockscope_error *error);

/* One dump of TCP or UDP over one family. */
enum netlink_outcome inet_diag_dump(struct netlink *netlink, enum sockscope_protocol protocol,
                                    const struct sockscope_request *request, struct socket_table *table,
                                    struct sockscope_error *error);

/* One dump of all UNIX sockets. */
enum netlink_outcome unix_diag_dump(struct netlink *netlink, struct socket_table *table, struct sockscope_error *error);

#endif
