// SPDX-License-Identifier: Apache-2.0
/*
 * A process that opens sockets when told to, for the tests.
 *
 * It reads commands from standard input, a line each, and answers each with one line: "ok" and what the command
 * tells, or "error CALL CODE". It ends when its input ends.
 *
 *   inet6          nothing; an error if there is no IPv6
 *   open OPENING   the sockets that were opened
 *   held           the sockets that this process holds
 *   dup SOCKET     the socket under its new number
 *   close SOCKET   nothing
 *
 * A socket is SOCKET,FAMILY,TYPE,STATE,LOCAL,REMOTE as its holder knows it: SOCKET is its handle, an address is
 * HEX:PORT, "-" if there is none.
 */
#include "answer.h"
#include "held.h"
#include "openings.h"

#include <winsock2.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct command {
    const char *name;
    bool (*carry_out)(const char *argument);
} table[] = {
    {"inet6", try_inet6}, {"open", open_named}, {"held", put_all_held}, {"dup", duplicate}, {"close", close_held},
};

static bool carry_out(const char *command, const char *argument)
{
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (strcmp(table[i].name, command) == 0) {
            return table[i].carry_out(argument);
        }
    }
    return failed_with("command", WSAEINVAL);
}

int main(void)
{
    char line[100];
    bool well = true;
    WSADATA data;
    int error = WSAStartup(MAKEWORD(2, 2), &data);
    if (error != 0) {
        fprintf(stderr, "WSAStartup: %d\n", error);
        return EXIT_FAILURE;
    }
    while (well && fgets(line, sizeof line, stdin) != NULL) {
        line[strcspn(line, "\r\n")] = '\0';
        char *argument = strchr(line, ' ');
        if (argument == NULL) {
            argument = line + strlen(line);
        } else {
            *argument++ = '\0';
        }
        well = answer(carry_out(line, argument));
    }
    return well ? EXIT_SUCCESS : EXIT_FAILURE;
}
