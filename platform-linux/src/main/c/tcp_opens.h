// SPDX-License-Identifier: Apache-2.0
/* How many TCP connections were opened, as the kernel counts them. */
#ifndef SOCKSCOPE_LINUX_TCP_OPENS_H
#define SOCKSCOPE_LINUX_TCP_OPENS_H

#include "procfs.h"

/*
 * Reads how many were ever opened in the network namespace of this thread, by either side and of both families. The count
 * wraps around. Returns false if it can't be told.
 */
bool tcp_opens_read(const struct procfs *procfs, uint64_t *opens);

/* The same, of the text of /proc/net/snmp: lines in pairs, of labels and of numbers. */
bool tcp_opens_parse(const char *text, uint64_t *opens);

#endif
