// SPDX-License-Identifier: Apache-2.0
/* The kernel's tables by way of sock_diag: what is asked of it, and what it answers. */
#ifndef SOCKSCOPE_LINUX_SOCK_DIAG_H
#define SOCKSCOPE_LINUX_SOCK_DIAG_H

#include "netlink.h"
#include "socket_table.h"

struct inet_diag_sockid;

/* The protocols whose tables come in one dump, together, where the kernel has the older request. */
#define SOCK_DIAG_TCP (UINT32_C(1) << SOCKSCOPE_TCP4 | UINT32_C(1) << SOCKSCOPE_TCP6)

/*
 * Adds to the table all sockets of one protocol (bits 1 << enum sockscope_protocol), or of SOCK_DIAG_TCP, in the network namespace that the netlink socket was opened in. Ports and
 * statuses are left to the kernel to filter, as far as it can.
 */
enum sockscope_result sock_diag_read(struct netlink *netlink, uint32_t protocols,
                                     const struct sockscope_request *request, struct socket_table *table,
                                     struct sockscope_error *error);

/* One dump of TCP or UDP over one family, or of SOCK_DIAG_TCP. */
enum netlink_outcome inet_diag_dump(struct netlink *netlink, uint32_t protocols,
                                    const struct sockscope_request *request, struct socket_table *table,
                                    struct sockscope_error *error);

/*
 * Finds the TCP socket of these ends in the network namespace that the netlink socket was opened in, and adds it to the
 * table. Returns false, and adds nothing, if the kernel finds none, or one of another inode.
 */
bool inet_diag_find(struct netlink *netlink, uint8_t family, const struct inet_diag_sockid *ends, uint64_t inode,
                    struct socket_table *table, struct sockscope_error *error);

/* Finds a UNIX socket by its inode, in the same way, and adds it and its peer. Returns false if there is none. */
bool unix_diag_find(struct netlink *netlink, uint64_t inode, struct socket_table *table, struct sockscope_error *error);

/* One dump of all UNIX sockets. */
enum netlink_outcome unix_diag_dump(struct netlink *netlink, struct socket_table *table, struct sockscope_error *error);

#endif
