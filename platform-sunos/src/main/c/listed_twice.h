// SPDX-License-Identifier: Apache-2.0
/*
 * An AF_INET6 socket that waits on all addresses, those of IPv4 included, is in the table of IPv6 and once more in that
 * of IPv4, as 0.0.0.0. It is one socket, and shown as what it was made: AF_INET6.
 *
 * It takes certainty to leave a row out: a program may as well have two sockets on one port, one for each family. UDP
 * endpoints are told apart by their instance. TCP ones are the same if process, moment, state, windows, timeout and
 * segment size are: of two sockets at least the last differs, whose default is another one for each family.
 */
#ifndef SOCKSCOPE_SUNOS_LISTED_TWICE_H
#define SOCKSCOPE_SUNOS_LISTED_TWICE_H

#include "endpoint.h"

/* Marks the rows of IPv4 whose endpoints the tables of IPv6 have as well. Returns 0 or an errno. */
int listed_twice_mark(struct endpoint *endpoints, size_t count);

#endif
