// SPDX-License-Identifier: Apache-2.0
/* Sockets in flight: sent over a UNIX socket, and not received yet. */
#ifndef SOCKSCOPE_HOLDER_IN_FLIGHT_H
#define SOCKSCOPE_HOLDER_IN_FLIGHT_H

#include <stdbool.h>
#include <stdio.h>

/* A pair of UNIX sockets, and a socket of that family that is in flight to the second of them, held by nobody. */
bool open_in_flight(FILE *out, int family);

/* The command "receive". */
bool receive(FILE *out, const char *argument);

#endif
