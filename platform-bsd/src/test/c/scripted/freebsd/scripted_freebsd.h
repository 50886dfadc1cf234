// SPDX-License-Identifier: Apache-2.0
/*
 * A scripted FreeBSD for the collector, and what its parts know of each other. Besides the lines that scripted_world.h
 * explains, its scenarios have these. A TABLE is one of tcp, udp, stream, dgram, seqpacket, file, proc, pid, filedesc.
 *
 *   dual ID                    an IPv6 socket that takes IPv4 too
 *   request ID                 a TCP connection that has no socket yet, or, in old kernels, none any more
 *   interface ID N             the kernel keeps the number of an interface within the addresses of the socket
 *   generation ID N            of the socket's control block, if it is not ID
 *   hidden ID                  the kernel's address of the socket is not shown
 *   detached ID                a TCP socket that has lost its control block
 *   lists TABLE ID...          only these sockets are in the table
 *   started PID N              when a process started, in seconds
 *   ending PID                 a process that has begun to end
 *   thread ID PID              a thread of a process
 *   refused PID                nobody may look at the descriptors of the process
 *   busy N                     that many times the process that is asked for is about to run another program, so that
 *                              its descriptors are not shown
 *   user N                     whom the query is made by, if it is not root
 *   policy NAME VALUE          a sysctl with a number, such as security.bsd.see_other_uids
 *   without TABLE              the kernel is built without the protocol
 *   grows TABLE COUNT [TIMES]  the table has so many records more, that tell of nothing, each time that it is asked for or
 *                              for its size, or only so many times
 *   never-fits TABLE           there is never room enough for the table
 *   stirs TABLE [TIMES]        something comes and goes while the table is listed, each time or only so many times
 *   record-size TABLE N        records are longer or shorter than now
 *   cut TABLE N                the table ends after N bytes
 *   says TABLE N               the first record says that it is N bytes long
 *   silent TABLE               what doesn't fit into the room for it is left out without a word, as by old kernels
 *   changes-after TABLE        the next round begins when the table has been read
 *   fault sysctl TABLE ERRNO   reading it fails
 */
#ifndef SOCKSCOPE_SCRIPTED_FREEBSD_H
#define SOCKSCOPE_SCRIPTED_FREEBSD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum scripted_table {
    SCRIPTED_TCP,
    SCRIPTED_UDP,
    SCRIPTED_STREAM,
    SCRIPTED_DGRAM,
    SCRIPTED_SEQPACKET,
    SCRIPTED_FILE,
    SCRIPTED_PROC,
    SCRIPTED_PID,
    SCRIPTED_FILEDESC,
    SCRIPTED_TABLES,
};

/* What a table says, as bytes. */
struct scripted_bytes {
    uint8_t *data;
    size_t size;
    size_t capacity;
};

/* How often before a table was asked for or for its size, and how often of these it was read. */
struct scripted_count {
    unsigned asked;
    unsigned read;
};

/* The name of a table in a scenario. */
const char *scripted_table_name(enum scripted_table table);

/*
 * What a table says when it was read so often before: of one process, for those that are of one. Returns 0 or an
 * errno. The bytes are to be freed in any case.
 */
int scripted_table_read(enum scripted_table table, int64_t pid, struct scripted_count before,
                        struct scripted_bytes *bytes);

#endif
