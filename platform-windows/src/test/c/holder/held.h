// SPDX-License-Identifier: Apache-2.0
/* The sockets that this process holds. */
#ifndef SOCKSCOPE_TEST_HOLDER_HELD_H
#define SOCKSCOPE_TEST_HOLDER_HELD_H

#include <winsock2.h>

#include <stdbool.h>

/* Holds a socket, in a state of TCP that is a string literal, "NONE" for UDP. */
bool hold(SOCKET socket, const char *state);
bool change_state(SOCKET socket, const char *state);
bool let_go(SOCKET socket);

/* Puts the socket into the answer, as its holder knows it. */
bool put_held(SOCKET socket);

/* The commands. */
bool put_all_held(const char *argument);
bool duplicate(const char *argument);
bool close_held(const char *argument);

#endif
