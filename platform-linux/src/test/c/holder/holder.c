// SPDX-License-Identifier: Apache-2.0
/*
 * A process that opens sockets when told to, for the tests.
 *
 * It reads commands from standard input, a line each, and answers each with one line: "ok" and what the command
 * tells, or "error CALL ERRNO TEXT". The only argument is a directory for the paths of UNIX sockets. It ends, with all
 * that it started, when its input ends.
 *
 *   inet6          nothing; an error if there is no IPv6
 *   open OPENING   the sockets that were opened
 *   many COUNT OPENING   nothing; as often as that
 *   name HEX       a UNIX datagram socket with those bytes as its name, a path or abstract
 *   receive FD     the socket that was in flight to that UNIX socket
 *   deep           nothing; a file is held whose path is longer than the kernel can show
 *   held           the sockets that this process holds
 *   dup FD         the socket under its new number
 *   close FD       nothing
 *   fork           NUMBER PID of a child that shares all sockets and takes the same commands
 *   to NUMBER ...  what the child answers to the rest of the line
 *   end NUMBER     nothing; the child is killed and waited for
 *   zombie NUMBER  nothing; the child is killed, and not waited for
 *   netns          INODE of the new network namespace that this process goes on in, with its loopback interface up
 *   userns         the same, in a new user namespace
 *   user ID        nothing; this process becomes that user's, and group's
 *   protect        nothing; other processes of its user may not look into this one any more
 *   thread OPENING the sockets that were opened by a thread with a table of descriptors of its own, which stays
 *   leave          nothing; the first thread exits, and another takes the commands
 *   churn          nothing; from now on a thread opens, shares and closes sockets
 *
 * A socket is FD,FAMILY,TYPE,STATE,INODE,LOCAL,REMOTE as its holder sees it (getsockname, getpeername, TCP_INFO,
 * fstat): FD is -1 if nobody holds it, an address is HEX:PORT for AF_INET*, the name in hex for AF_UNIX, "-" if there
 * is none.
 */
#include "holder.h"

#include "answer.h"
#include "deep_file.h"
#include "descriptors.h"
#include "held.h"
#include "in_flight.h"
#include "inet_sockets.h"
#include "openings.h"
#include "processes.h"
#include "surroundings.h"
#include "threads.h"
#include "unix_sockets.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

/* "to" and "leave" are not among these: another process or thread answers them. */
static const struct command {
    const char *name;
    bool (*carry_out)(FILE *out, const char *argument);
} table[] = {
    /* sockets */
    {"inet6", try_inet6},
    {"open", open_named},
    {"many", open_many},
    {"name", open_with_name},
    {"receive", receive},
    {"held", put_held},
    /* descriptors */
    {"deep", hold_deep_file},
    {"dup", duplicate},
    {"close", close_descriptor},
    /* processes and threads */
    {"fork", start_child},
    {"end", end_child},
    {"zombie", leave_zombie},
    {"thread", open_in_thread},
    {"churn", start_churn},
    /* surroundings */
    {"netns", enter_netns},
    {"userns", enter_userns},
    {"user", become_user},
    {"protect", protect},
};

static const char *directory;

const char *holder_directory(void)
{
    return directory;
}

static bool carry_out(FILE *out, const char *command, const char *argument)
{
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (strcmp(table[i].name, command) == 0) {
            return table[i].carry_out(out, argument);
        }
    }
    return failed_with("command", EINVAL);
}

/* An answer is made whole before it is sent, so that one that fails half-way is only an error. */
static bool answer(char *line, FILE *answers)
{
    char *argument = strchr(line, ' ');
    if (argument == NULL) {
        argument = line + strlen(line);
    } else {
        *argument++ = '\0';
    }
    char *text = NULL;
    size_t length = 0;
    bool relayed = strcmp(line, "to") == 0;
    FILE *out = open_memstream(&text, &length);
    if (out == NULL) {
        return false;
    }
    bool done = relayed ? relay(argument, answers) : carry_out(out, line, argument);
    int error = errno;
    if (fclose(out) != 0) {
        return false;
    }
    if (!done) {
        answer_error(answers, error);
    } else if (!relayed) {
        answer_ok(answers, text);
    }
    free(text);
    return fflush(answers) == 0;
}

_Noreturn void serve(FILE *commands, FILE *answers)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t length;
    bool well = true;
    while (well && (length = getline(&line, &room, commands)) > 0) {
        if (line[length - 1] == '\n') {
            line[length - 1] = '\0';
        }
        if (strcmp(line, "leave") == 0) {
            free(line);
            leave(commands, answers);
        }
        well = answer(line, answers);
    }
    free(line);
    kill_children();
    _exit(well ? EXIT_SUCCESS : EXIT_FAILURE);
}

int main(int count, char **arguments)
{
    if (count != 2) {
        fputs("usage: holder DIRECTORY\n", stderr);
        return EXIT_FAILURE;
    }
    directory = arguments[1];
    if (signal(SIGPIPE, SIG_IGN) == SIG_ERR) {
        perror("signal");
        return EXIT_FAILURE;
    }
    serve(stdin, stdout);
}
