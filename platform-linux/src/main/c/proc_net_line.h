// SPDX-License-Identifier: Apache-2.0
/* The lines of /proc/net/{tcp,tcp6,udp,udp6,unix}. */
#ifndef SOCKSCOPE_LINUX_PROC_NET_LINE_H
#define SOCKSCOPE_LINUX_PROC_NET_LINE_H

#include "socket_table.h"

/*
 * Reads a line of a TCP or UDP table into an entry. The kernel prints each 32-bit word of an address as the number that it
 * is in its own byte order, so that has to be known. Returns false for what is not such a line.
 */
bool proc_net_parse_inet(const char *line, enum sockscope_protocol protocol, bool big_endian,
                         struct socket_entry *entry);

/*
 * Reads a line of the UNIX table, without its newline. The name points into the line; it is all that follows the inode,
 * blanks included. In an abstract name the kernel prints NUL as @; only the first is turned back into a NUL, in place, for
 * the others may have been @ before. Returns false for what is not such a line.
 */
bool proc_net_parse_unix(char *line, size_t size, struct socket_entry *entry, uint8_t **name, size_t *name_size);

#endif
