// SPDX-License-Identifier: Apache-2.0
/*
 * A scripted XNU for the collector, and what its parts know of each other: libproc, and the sysctls that list sockets. The
 * lines of its scenarios:
 *
 *   macos N                   the version: 13 without this line. Before that, net.local.*.pcblist_n are not there
 *   uid N                     the user who asks: 501 without this line; 0 is root
 *   process PID [name=NAME] [comm=NAME] [uid=N] [start=N] [zombie]
 *                             a process: of the user who asks unless uid= tells; started at a second; a zombie has ended
 *                             and is not waited for. kernel_task, of pid 0 and root, is always there
 *   tcp4|tcp6 ID STATE LOCAL PORT REMOTE PORT [OPTION...]
 *   udp4|udp6 ID LOCAL PORT REMOTE PORT [OPTION...]
 *   unix ID stream|dgram|seqpacket|raw NAME PEER [OPTION...]
 *                             a socket, which libproc shows where it is held, and a sysctl lists; STATE is TSI_S_'s number;
 *                             NAME and PEER are its name and that of the socket it is connected to, - for none, \20 for the
 *                             byte 0x20. An address of IPv4 for tcp6 or udp6 is IPv4 on a socket of IPv6. The options:
 *                               uid=N     whose it is; last=PID who used it last: the first process that holds it, or 1
 *                               receive=N send=N    what is in its queues
 *                               vflag=N family=N protocol=N    other numbers than XNU's
 *                               nofdref   no file refers to it: it waits to be accepted, or was closed
 *                               unlisted  no sysctl lists it, as it was opened later
 *                               nopcb     it has no control block any more
 *                               userland  a program's own connection, that no socket is behind
 *   fd PID FD ID              a process holds that socket
 *   file PID FD TYPE          a descriptor of another type: PROX_FDTYPE_'s number
 *   many-fds PID FIRST COUNT  so many more descriptors, from FIRST on: sockets of UDP, with port 9 and addresses that count up
 *   many-processes FIRST COUNT
 *                             so many more processes, each with a TCP listener as descriptor 3
 *   grows WHAT COUNT [TIMES]  so many more each time that it is asked for, or only so many times. WHAT is listpids (zombies),
 *                             listfds/PID (files), or the name of a sysctl (sockets of the kernel's own)
 *   resize KIND SIZE          the records of that kind, XSO_'s number, are so long; 0 leaves them out. 64 is a struct xunpcb64
 *   record KIND SIZE          a record of that kind and length follows the first of each socket
 *   cut NAME SIZE             so many bytes are missing at the end of what that sysctl answers
 *   fault CALL WHAT ERRNO     a call fails: listpids -, listfds PID, identify PID (PROC_PIDTBSDINFO), look PID
 *                             (PROC_PIDT_SHORTBSDINFO), fdinfo PID/FD, sysctl NAME, sysctl-data NAME (not when it is asked
 *                             for the size)
 *   call N ERRNO              the Nth of these calls fails
 *   short PID/FD SIZE         proc_pidfdinfo tells no more than so many bytes
 *   changes-after CALL WHAT   the next round begins when that call has been answered
 */
#ifndef SOCKSCOPE_SCRIPTED_DARWIN_H
#define SOCKSCOPE_SCRIPTED_DARWIN_H

#include "scenario.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The sysctls' tables. */
enum scripted_table {
    SCRIPTED_TCP,
    SCRIPTED_UDP,
    SCRIPTED_UNIX_STREAM,
    SCRIPTED_UNIX_DGRAM,
    SCRIPTED_NO_TABLE,
};

struct scripted_socket {
    enum scripted_table table;
    uint64_t address; /* in the kernel, as it tells it; 0 for none */
    int family;
    int protocol;
    int type;
    int state;
    uint8_t vflag;
    uint8_t local[16];
    uint8_t remote[16];
    uint16_t local_port;
    uint16_t remote_port;
    char name[256];
    char peer[256];
    uint32_t uid;
    int32_t last;
    uint32_t receive;
    uint32_t send;
    bool nofdref;
    bool unlisted;
    bool nopcb;
};

/* The socket of that id. */
struct scripted_socket scripted_socket_find(uint64_t id);

struct scripted_cursor {
    size_t word; /* that begins the lines it is at */
    size_t at;
    const struct scenario_line *many; /* the line that it is within */
    uint64_t nth;
};

/* Goes through all sockets of a table, those of many-fds and many-processes too, from a cursor of zeros on. */
bool scripted_socket_next(struct scripted_cursor *cursor, enum scripted_table table, struct scripted_socket *socket);

/* The ids of sockets that no line names: one of a process among many, and one among the many of a process. */
uint64_t scripted_id_of_process(uint64_t pid);
uint64_t scripted_id_of_descriptor(uint64_t pid, uint64_t fd);

/* How the kernel tells an address: with no likeness to it. */
uint64_t scripted_hash(uint64_t id);

/* Whether a line has that word behind its first. */
bool scripted_has(const struct scenario_line *line, const char *word);

/* How many more of it there are now, by the line "grows"; they are more at the next call. */
size_t scripted_growth(const char *what);

/* Begins the next round if the scenario says so. */
void scripted_answered(const char *call, const char *what);

/* The bytes of an address; an IPv4 address is the last four of them. Returns whether it is one. */
bool scripted_address(const char *text, uint8_t address[16]);

#endif
