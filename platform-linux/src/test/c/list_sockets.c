// SPDX-License-Identifier: Apache-2.0
/*
 * Prints what the collector finds, a line each, without a JVM. The options: "pid=N" for one process, "tables=BITS",
 * "statuses=BITS", "local=PORT", "remote=PORT", "any-holder", "unbound", "method=NAME". A failure is a line too; the exit status is 1 only
 * for wrong options.
 */
#include "sockscope.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static void print_name(const struct sockscope_end *end)
{
    if (end->name_size == 0)
        printf("-");
    for (size_t i = 0; i < end->name_size; i++) {
        uint8_t byte = end->name[i];
        if (byte > 0x20 && byte < 0x7F && byte != '\\')
            printf("%c", byte);
        else
            printf("\\%02x", byte);
    }
}

static void print_end(enum sockscope_protocol protocol, const struct sockscope_end *end)
{
    char text[INET6_ADDRSTRLEN];
    if (protocol == SOCKSCOPE_UNIX) {
        print_name(end);
        return;
    }
    bool inet4 = protocol == SOCKSCOPE_TCP4 || protocol == SOCKSCOPE_UDP4;
    printf("%s %u", inet_ntop(inet4 ? AF_INET : AF_INET6, end->address, text, sizeof text), end->port);
}

static void print_number(const struct sockscope_socket *socket, uint32_t bit, const char *name, uint64_t value)
{
    if ((socket->present & bit) != 0)
        printf(" %s=%" PRIu64, name, value);
}

static int print_socket(void *context, const struct sockscope_socket *socket)
{
    static const char *const protocols[] = {"tcp4", "tcp6", "udp4", "udp6", "unix"};
    static const char *const types[] = {"stream", "dgram", "seqpacket", "other"};
    static const char *const owners[] = {"known", "none", "not-found", "changed", "hidden"};
    (void)context;
    printf("%s %s %d ", protocols[socket->protocol], types[socket->type], (int)socket->status);
    print_end(socket->protocol, &socket->local);
    printf(" ");
    print_end(socket->protocol, &socket->remote);
    printf(" %s", owners[socket->ownership]);
    if (socket->pid_kind != SOCKSCOPE_PID_ABSENT)
        printf(" pid=%" PRId64 " fd=%" PRId32, socket->pid, socket->fd);
    print_number(socket, SOCKSCOPE_HAS_INODE, "inode", socket->inode);
    print_number(socket, SOCKSCOPE_HAS_COOKIE, "cookie", socket->cookie);
    print_number(socket, SOCKSCOPE_HAS_NETNS, "netns", socket->netns);
    print_number(socket, SOCKSCOPE_HAS_UID, "uid", socket->uid);
    print_number(socket, SOCKSCOPE_HAS_RECEIVE_QUEUE, "receive", socket->receive_queue);
    print_number(socket, SOCKSCOPE_HAS_SEND_QUEUE, "send", socket->send_queue);
    printf(" %s\n", socket->native_state == NULL ? "-" : socket->native_state);
    return 0;
}

static int print_process(void *context, const struct sockscope_process *process)
{
    (void)context;
    printf("process %" PRId64 " %.*s%s\n", process->pid, (int)process->name_size,
           process->name == NULL ? "" : (const char *)process->name, process->unreadable ? " unreadable" : "");
    return 0;
}

static bool number_behind(const char *option, const char *name, long long *number)
{
    if (strncmp(option, name, strlen(name)) != 0)
        return false;
    *number = strtoll(option + strlen(name), NULL, 0);
    return true;
}

static bool parse_option(const char *option, struct sockscope_request *request)
{
    long long number;
    if (number_behind(option, "pid=", &number))
        request->pid = number;
    else if (number_behind(option, "tables=", &number))
        request->protocols = (uint32_t)number;
    else if (number_behind(option, "statuses=", &number))
        request->statuses = (uint32_t)number;
    else if (number_behind(option, "local=", &number))
        request->local_port = (uint16_t)number;
    else if (number_behind(option, "remote=", &number))
        request->remote_port = (uint16_t)number;
    else if (strcmp(option, "any-holder") == 0)
        request->any_holder = true;
    else if (strcmp(option, "unbound") == 0)
        request->unbound = true;
    else
        return false;
    return true;
}

static int count_descriptors(void)
{
    int count = 0;
    for (int fd = 0; fd < 1024; fd++)
        count += fcntl(fd, F_GETFD) >= 0;
    return count;
}

int main(int argc, char **argv)
{
    struct sockscope_request request = {.pid = SOCKSCOPE_EVERY_PROCESS, .protocols = 0x1F};
    struct sockscope_sink sink = {.socket = print_socket, .process = print_process};
    struct sockscope_answer answer;
    struct sockscope_error error;
    struct sockscope_table *table;
    const char *method = NULL;
    for (int i = 1; i < argc; i++) {
        if (strncmp(argv[i], "method=", 7) == 0) {
            method = argv[i] + 7;
            continue;
        }
        if (!parse_option(argv[i], &request)) {
            fprintf(stderr, "list_sockets: no such option: %s\n", argv[i]);
            return 1;
        }
    }
    int descriptors = count_descriptors();
    enum sockscope_result result = sockscope_open(method, &table, &error);
    if (result == SOCKSCOPE_OK) {
        result = sockscope_read(table, &request, &sink, &answer, &error);
        sockscope_close(table);
    }
    if (result == SOCKSCOPE_OK)
        printf("%s %s\n", answer.method, answer.intact ? "intact" : "not intact");
    else
        printf("failed %d: %s: %s, pid %" PRId64 "\n", (int)result, error.call, strerror(error.code), error.pid);
    if (count_descriptors() != descriptors)
        printf("descriptors are left open\n");
    return 0;
}
