// SPDX-License-Identifier: Apache-2.0
/* The kernel's tables as text: /proc/PID/net, of the network namespace that the process lives in. */
#ifndef SOCKSCOPE_LINUX_PROC_NET_H
#define SOCKSCOPE_LINUX_PROC_NET_H

#include "procfs.h"
#include "socket_table.h"

/*
 * Adds to the table all sockets of a protocol, in the namespace of a process or, for NETNS_OWN, of this thread. A missing
 * table of IPv6 means that there is no IPv6. What can't be read as a socket is passed over and lost, and the table not
 * intact any more; nor is it if the process is gone.
 */
enum sockscope_result proc_net_read(const struct procfs *procfs, int64_t pid, enum sockscope_protocol protocol,
                                    struct socket_table *table, struct sockscope_error *error);

/* Adds the UNIX sockets without a file: those of connections that wait to be accepted. */
enum sockscope_result proc_net_read_unaccepted(const struct procfs *procfs, int64_t pid, struct socket_table *table,
                                               struct sockscope_error *error);

#endif
