// SPDX-License-Identifier: Apache-2.0
#include "query_text.h"

#include "error_text.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static void print_name(FILE *out, const struct sockscope_end *end)
{
    if (end->name_size == 0)
        fprintf(out, "-");
    for (size_t i = 0; i < end->name_size; i++) {
        uint8_t byte = end->name[i];
        if (byte > 0x20 && byte < 0x7F && byte != '\\')
            fprintf(out, "%c", byte);
        else
            fprintf(out, "\\%02x", byte);
    }
}

static void print_end(FILE *out, enum sockscope_protocol protocol, const struct sockscope_end *end)
{
    char text[INET6_ADDRSTRLEN];
    if (protocol == SOCKSCOPE_UNIX) {
        print_name(out, end);
        return;
    }
    bool inet4 = protocol == SOCKSCOPE_TCP4 || protocol == SOCKSCOPE_UDP4;
    fprintf(out, "%s %u", inet_ntop(inet4 ? AF_INET : AF_INET6, end->address, text, sizeof text), end->port);
}

static void print_number(FILE *out, const struct sockscope_socket *socket, uint32_t bit, const char *name,
                         uint64_t value)
{
    if ((socket->present & bit) != 0)
        fprintf(out, " %s=%" PRIu64, name, value);
}

static int print_socket(void *context, const struct sockscope_socket *socket)
{
    static const char *const protocols[] = {"tcp4", "tcp6", "udp4", "udp6", "unix"};
    static const char *const types[] = {"stream", "dgram", "seqpacket", "other"};
    static const char *const owners[] = {"known", "none", "not-found", "changed", "hidden"};
    FILE *out = context;
    fprintf(out, "%s %s %d ", protocols[socket->protocol], types[socket->type], (int)socket->status);
    print_end(out, socket->protocol, &socket->local);
    fprintf(out, " ");
    print_end(out, socket->protocol, &socket->remote);
    fprintf(out, " %s", owners[socket->ownership]);
    if (socket->pid_kind == SOCKSCOPE_PID_LAST_USER)
        fprintf(out, " last-user=%" PRId64, socket->pid);
    else if (socket->pid_kind != SOCKSCOPE_PID_ABSENT)
        fprintf(out, " pid=%" PRId64 " fd=%" PRId32, socket->pid, socket->fd);
    print_number(out, socket, SOCKSCOPE_HAS_INODE, "inode", socket->inode);
    print_number(out, socket, SOCKSCOPE_HAS_COOKIE, "cookie", socket->cookie);
    print_number(out, socket, SOCKSCOPE_HAS_NETNS, "netns", socket->netns);
    print_number(out, socket, SOCKSCOPE_HAS_UID, "uid", socket->uid);
    print_number(out, socket, SOCKSCOPE_HAS_RECEIVE_QUEUE, "receive", socket->receive_queue);
    print_number(out, socket, SOCKSCOPE_HAS_SEND_QUEUE, "send", socket->send_queue);
    fprintf(out, " %s\n", socket->native_state == NULL ? "-" : socket->native_state);
    return 0;
}

static int print_process(void *context, const struct sockscope_process *process)
{
    FILE *out = context;
    fprintf(out, "process %" PRId64 " %.*s%s\n", process->pid, (int)process->name_size,
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

bool query_add_option(struct query_options *options, const char *option)
{
    struct sockscope_request *request = &options->request;
    long long number;
    if (strncmp(option, "method=", 7) == 0) {
        options->method = option + 7;
        return true;
    }
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

static void print_answer(FILE *out, const struct sockscope_answer *answer)
{
    fprintf(out, "%s %s", answer->method, answer->intact ? "intact" : "not intact");
    if (answer->lost > 0)
        fprintf(out, ", %" PRIu32 " lost", answer->lost);
    fprintf(out, "\n");
}

static void print_failure(FILE *out, const struct sockscope_error *error)
{
    char text[256];
    error_text(error->code, text, sizeof text);
    fprintf(out, "failed %d: %s: %s, pid %" PRId64 "\n", (int)error->result, error->call, text, error->pid);
}

void query_print(FILE *out, const struct query_options *options)
{
    struct sockscope_sink sink = {.socket = print_socket, .process = print_process, .context = out};
    struct sockscope_answer answer;
    struct sockscope_error error;
    struct sockscope_table *table;
    int descriptors = count_descriptors();
    enum sockscope_result result = sockscope_open(options->method, &table, &error);
    if (result == SOCKSCOPE_OK) {
        result = sockscope_read(table, &options->request, &sink, &answer, &error);
        sockscope_close(table);
    }
    if (result == SOCKSCOPE_OK)
        print_answer(out, &answer);
    else
        print_failure(out, &error);
    if (count_descriptors() != descriptors)
        fprintf(out, "descriptors are left open\n");
}
