// SPDX-License-Identifier: Apache-2.0
/*
 * A scripted AIX for the collector, and what its parts know of each other. Its memory is what the structures are that the
 * scenario has at their addresses; nothing else can be read. Addresses are numbers such as 0xf100000000001000. The lines of
 * its scenarios:
 *
 *   process PID NAME [state=N] [maxofile=N]   by default with room for its highest descriptor
 *   fd PID FD FILE                            a descriptor, and the address of the file that it refers to
 *   many PID COUNT FILE SOCKET                so many descriptors, from 0 on, for files from that address on, all of one socket
 *   file ADDRESS DATA [type=N] [count=N]      by default a socket's, with one reference
 *   socket ADDRESS TYPE PROTOSW PCB
 *   protosw ADDRESS DOMAIN PROTOCOL
 *   domain ADDRESS FAMILY
 *   inpcb ADDRESS SOCKET PPCB LOCAL PORT REMOTE PORT [flags=N]
 *   tcpcb ADDRESS STATE
 *   unpcb ADDRESS SOCKET CONN MBUF
 *   mbuf ADDRESS DATA LENGTH
 *   name ADDRESS PATH [family=N]              a struct sockaddr_un; \20 in the path is the byte 0x20
 *   short ADDRESS SIZE                        what is read from there ends so early
 *   changes-after ADDRESS [times=N]           the next round begins when this structure has been read so often, once by default
 *   most-reads N                              more reads than that are too many for one query
 *   user                                      is not root, and may not open /dev/kmem
 *   fault open /dev/kmem ERRNO                that call fails; also lseek and read with an address, getprocs64 with a pid, or
 *                                             with "table" where all processes are asked for
 */
#ifndef SOCKSCOPE_SCRIPTED_AIX_H
#define SOCKSCOPE_SCRIPTED_AIX_H

#include "scenario.h"

#include <stddef.h>
#include <stdint.h>

/* The number that a word of a line is, decimal or hexadecimal. */
uint64_t scripted_number(const char *word);

/* Copies what lies at an address of the kernel's memory, no more than the structure there has. Returns how much it is. */
size_t scripted_memory_read(uint64_t address, void *to, size_t size);

#endif
