// SPDX-License-Identifier: Apache-2.0
/*
 * Prints the sockets that a process holds: no JVM, only the collector of the static NAR.
 *
 * usage: list_sockets PID
 */
#include <sockscope.h>

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const PROTOCOLS[] = {"tcp4", "tcp6", "udp4", "udp6", "unix"};

static void print_end(const struct sockscope_socket *socket, const struct sockscope_end *end)
{
    char text[INET6_ADDRSTRLEN];
    bool v6 = socket->protocol == SOCKSCOPE_TCP6 || socket->protocol == SOCKSCOPE_UDP6;
    if (socket->protocol == SOCKSCOPE_UNIX) {
        putchar(' ');
        fwrite(end->name, 1, end->name_size, stdout);
    } else if (end->port != 0 && inet_ntop(v6 ? AF_INET6 : AF_INET, end->address, text, sizeof text) != NULL) {
        printf(" %s %u", text, end->port);
    } else {
        fputs(" -", stdout);
    }
}

static int print_socket(void *context, const struct sockscope_socket *socket)
{
    (void)context;
    printf("%d %s", socket->fd, PROTOCOLS[socket->protocol]);
    print_end(socket, &socket->local);
    print_end(socket, &socket->remote);
    putchar('\n');
    return 0;
}

static int pass_over_process(void *context, const struct sockscope_process *process)
{
    (void)context;
    (void)process;
    return 0;
}

static int list(int64_t pid)
{
    struct sockscope_request request = {.pid = pid, .protocols = UINT32_MAX};
    struct sockscope_sink sink = {.socket = print_socket, .process = pass_over_process};
    struct sockscope_table *table;
    struct sockscope_answer answer;
    struct sockscope_error error;
    enum sockscope_result result = sockscope_open(NULL, &table, &error);
    if (result == SOCKSCOPE_OK) {
        result = sockscope_read(table, &request, &sink, &answer, &error);
        sockscope_close(table);
    }
    if (result != SOCKSCOPE_OK)
        fprintf(stderr, "list_sockets: %s: %s\n", error.call, strerror(error.code));
    return result == SOCKSCOPE_OK ? 0 : 1;
}

int main(int argc, char **argv)
{
    char *rest;
    long long pid = argc == 2 ? strtoll(argv[1], &rest, 10) : 0;
    if (pid <= 0 || *rest != '\0') {
        fputs("usage: list_sockets PID\n", stderr);
        return 2;
    }
    return list(pid);
}
