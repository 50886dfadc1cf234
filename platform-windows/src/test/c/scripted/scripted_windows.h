// SPDX-License-Identifier: Apache-2.0
/*
 * A scripted Windows for the collector, and what its parts know of each other. The lines of its scenarios:
 *
 *   process PID NAME [started=N]   a process; \20 in its name is the byte 0x20
 *   protected PID                  the process may not be opened
 *   tcp4|tcp6 STATE LOCAL PORT REMOTE PORT [pid=N] [created=N] [garbage=N] [scope=N]
 *   udp4|udp6 LOCAL PORT [pid=N] [created=N] [garbage=N] [scope=N]
 *                                  a socket in a table; garbage is above its ports
 *   many TABLE COUNT PID           so many more sockets of a process, with port 9 of addresses that count up
 *   grows TABLE COUNT [TIMES]      the table has so many more of them, of no process, each time that it is asked for, or
 *                                  only so many times
 *   answers TABLE CODE...          what the first, the second, ... call for the table returns; - as it is without this line
 *   claims TABLE COUNT             the table says that it has so many rows
 *   fails CALL CODE                CreateToolhelp32Snapshot, Process32FirstW or Process32NextW fails
 *   changes-after TABLE            the next round begins when this table has been read
 */
#ifndef SOCKSCOPE_SCRIPTED_WINDOWS_PARTS_H
#define SOCKSCOPE_SCRIPTED_WINDOWS_PARTS_H

#include <stdbool.h>
#include <stdint.h>

/* The bytes of an address, of four or of sixteen. */
void scripted_address(const char *text, bool inet6, uint8_t *address);

#endif
