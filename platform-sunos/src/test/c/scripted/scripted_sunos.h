// SPDX-License-Identifier: Apache-2.0
/*
 * A scripted SunOS, and what its parts know of each other. The lines of its scenarios:
 *
 *   process PID NAME [started=TICKS] [user=UID]
 *                                        a process; of root if nothing else is said
 *   zombie PID                           it has ended and was not waited for
 *   socket PID FD INODE TYPE LOCAL PORT REMOTE PORT
 *                                        a descriptor of a socket, stream or dgram; a remote port of 0 for none
 *   device PID FD PATH                   a descriptor of a character device
 *   file PID FD PATH                     a descriptor of a file
 *   no-fdinfo                            this release tells nothing of descriptors
 *   tcp4|tcp6 STATE LOCAL PORT REMOTE PORT [pid=N] [created=TICKS] [mss=N]
 *   udp4|udp6 STATE LOCAL PORT REMOTE PORT [pid=N] [created=TICKS] [instance=N]
 *                                        an entry in a table
 *   many TABLE N PID                     and so many more listeners or sockets of PID, on 10.x.x.x
 *   now TICKS                            the time since the system was started; 100000 if there is no such line
 *   solaris                              entries tell the user, too, as those of Solaris 11.4 do
 *   message LEVEL NAME SIZE              one more message among those of the MIB
 *   statistic NAME N                     a number of the statistics of TCP
 *   moves N                              in each of the first N readings of these a connection was opened
 *   no-statistics                        there is no kstat
 *   fault CALL WHAT ERRNO                a call fails: open on arp or a path below /proc, ioctl on tcp or udp, putmsg on -,
 *                                        getmsg on header or data, readdir and read on a path below /proc
 *
 * What goes wrong with the MIB and with files:
 *
 *   refused TLI ERRNO                    the request is refused with these codes
 *   missing TABLE                        there is no such table
 *   entry TABLE N                        the size of its entries is said to be N
 *   surplus TABLE N                      there are N bytes more than entries
 *   claims TABLE N                       its header says that it has N bytes
 *   no-data TABLE                        its header comes without data
 *   short-statistics                     the statistics are cut off
 *   short-header                         a header has no room for what it says
 *   unknown-message                      there is another message than those
 *   broken PID FD                        the file of a descriptor says that something is longer than it is
 *   large PID FD                         the file of a descriptor is large
 *   other-fd PID FD                      the file of a descriptor names another one
 *   cut PID FILE                         a file of a process is short
 *
 *   changes-after mib                    the next round begins when the tables have been read
 */
#ifndef SOCKSCOPE_SCRIPTED_SUNOS_H
#define SOCKSCOPE_SCRIPTED_SUNOS_H

#include "scenario.h"

/* A message of the MIB. */
struct scripted_message {
    uint32_t level;
    uint32_t name;
    char *data;
    size_t size;
    uint32_t told; /* the size in its header */
    bool without_data;
};

/* All of them, in the order in which the kernel sends them. */
struct scripted_message *scripted_mib(size_t *count);

/* A descriptor that stands for something scripted, so that it is noticed if it stays open. */
int scripted_descriptor(void);

/* The device of the MIB, opened anew. */
int scripted_stream_open(void);

/* A query begins: the readings of the statistics count from the start again. */
void scripted_kstat_reset(void);

#endif
