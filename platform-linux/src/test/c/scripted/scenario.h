// SPDX-License-Identifier: Apache-2.0
/*
 * A scripted kernel for the Linux collector: the calls that the collector makes, answered from a text. It is linked with
 * the collector in place of the C library's functions of the same names, inside one library or program only.
 *
 * A scenario is a file of lines, named by the environment variable SOCKSCOPE_SCENARIO and read again at the begin of every
 * query. Words are separated by blanks; a line that begins with # is a comment. What is behind a line "expected" is for
 * the test that reads it. Each thread has a kernel of its own.
 *
 *   process PID NAME            a process; \20 in its name is the byte 0x20
 *   thread TID PID              a thread, which procfs shows by name though it does not list it
 *   own-table TID               the thread has a descriptor table of its own, of the lines "fd TID FD TARGET"
 *   ended PID                   the process is a zombie
 *   ending PID                  the process has begun to end
 *   kernel-thread PID           the process is a thread of the kernel
 *   fd PID FD TARGET            a descriptor and what it is a link to, such as socket:[4711]
 *   protocol PID FD NAME        what the kernel calls the protocol of a socket
 *   hidden PID                  a process that procfs hides, but kill() finds
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
 *   memory N                    the Nth allocation of a query fails
 *
 * What goes wrong with the dump of a table, named like the lines above:
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
#ifndef SOCKSCOPE_SCENARIO_H
#define SOCKSCOPE_SCENARIO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SCENARIO_WORDS 16

/* A line of the scenario; words[0] tells what it is. Missing words are empty. */
struct scenario_line {
    const char *words[SCENARIO_WORDS];
};

/* Reads the scenario anew and begins with its first round. */
void scenario_load(void);

/* Begins the round that belongs to the nth dump of a table, unless a later one has begun. */
void scenario_begin_round(unsigned nth_dump);

/* Begins the next round, if there is one. */
void scenario_end_round(void);

/* The next line of the current round behind *at that begins with this word; NULL at the end. Start with *at 0. */
const struct scenario_line *scenario_next(size_t *at, const char *word);

/* The line of the current round that begins with these words; NULL if there is none. A NULL word is any. */
const struct scenario_line *scenario_find(const char *word, const char *second, const char *third);

/* The number behind a name such as "inode=", or a default. */
uint64_t scenario_number(const struct scenario_line *line, const char *name, uint64_t otherwise);

/* Sets errno and returns true if the scenario has a fault for this call and path. */
bool scenario_has_fault(const char *call, const char *path);

/* How many calls of the query there were that might have failed. */
uint64_t scenario_calls(void);

/* The last call that failed as the scenario says, and on what; for messages. */
const char *scenario_failed_call(void);

/* The errno of that name. */
int scenario_errno(const char *name);

/* The network namespace of the query's thread. */
#define SCENARIO_NETNS 4026531833U

/* Whether a socket's line belongs to a network namespace. */
bool scenario_is_in_netns(const struct scenario_line *line, uint64_t netns);

/* An array with room for one more element than it has; its memory never runs out. */
void *scenario_grow(void *array, size_t count, size_t element);

/* Where scripted calls that are not about /proc end up: the C library's function of that name. */
void *scenario_real(const char *function);

#endif
