// SPDX-License-Identifier: Apache-2.0
/*
 * A scripted kernel for the Linux collector, and what its parts know of each other. The lines of its scenarios:
 *
 *   process PID NAME            a process; \20 in its name is the byte 0x20
 *   thread TID PID              a thread, which procfs shows by name though it does not list it
 *   own-table TID               the thread has a descriptor table of its own, of the lines "fd TID FD TARGET"
 *   ended PID                   the process is a zombie
 *   ending PID                  the process has begun to end
 *   kernel-thread PID           the process is a thread of the kernel
 *   fd PID FD TARGET            a descriptor and what it is a link to, such as socket:[4711]
 *   protocol PID FD NAME        what the kernel calls the protocol of a socket
 *   uncounted                   the kernel does not tell how many descriptors a process has
 *   hidden PID                  a process that procfs hides, but kill() finds
 *   user PID UID                the user of a process, if that is not root
 *   netns PID INODE             the network namespace that a process lives in, if it is not that of the query's thread
 *   pid-namespace INODE         the pid namespace of the query's thread, if it is not the first one
 *   tcp4|tcp6|udp4|udp6 STATE LOCAL PORT REMOTE PORT [inode=N] [uid=N] [cookie=N] [queues=R/W] [netns=N]
 *   unix TYPE STATE NAME [inode=N] [uid=N] [cookie=N] [peer=N] [queues=R/W] [netns=N]
 *                               a socket in a table; NAME is in hexadecimal, - for none
 *   no-text TABLE               there is no such table below /proc/PID/net
 *   garbage TABLE               there are lines in it that are none of a socket
 *   fault CALL PATH ERRNO       a call fails: openat, fdopen, read, readlinkat, getdents64, fstatat or getxattr on a path
 *                               below /proc, or socket, bind, getsockname, sendmsg, recvmsg, setns, pthread_create, kcmp
 *                               with - for a path
 *   call N ERRNO                the Nth of these calls of a query fails
 *
 * What goes wrong with the dump of a table, named like the lines above, or tcp for the one of both families:
 *
 *   interrupted TABLE           its messages say that the table changed meanwhile
 *   error TABLE ERRNO           it is refused
 *   ends-with TABLE ERRNO       it breaks off
 *   short TABLE                 one message has no room for its content
 *   lying TABLE                 one message claims to be longer than what was received
 *   stranger TABLE              another process sends a message first
 *   stale TABLE                 an answer to an earlier request comes first
 *   large TABLE                 a datagram is larger than the buffer
 *   lost TABLE                  messages are lost
 *   signal TABLE                a signal comes while waiting
 *
 * The line "round" begins the world as it is when any table is dumped once more; it has nothing of the world before.
 *
 *   changes-after TABLE         the next round begins already when this table has been dumped
 */
#ifndef SOCKSCOPE_SCRIPTED_KERNEL_H
#define SOCKSCOPE_SCRIPTED_KERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The network namespace of the query's thread. */
#define SCENARIO_NETNS 4026531833U

struct scenario_line;

/* Whether a socket's line belongs to a network namespace. */
bool scripted_is_in_netns(const struct scenario_line *line, uint64_t netns);

/* The network namespace that the thread is in. */
uint64_t scripted_netns(void);

/* The namespace that an open file of /proc/PID/ns/net stands for. */
uint64_t scripted_netns_of(int fd);

/* The text of a table in /proc/PID/net; to be freed. */
char *scripted_table_text(const char *table, uint64_t netns, size_t *size);

#endif
