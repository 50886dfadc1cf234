// SPDX-License-Identifier: Apache-2.0
/*
 * Threads that read one table in every way there is, while others open and close sockets. Two listeners of the process stay:
 * they must be in every answer, with their descriptors, once.
 *
 * usage: stress SECONDS
 */
#include "sockscope.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define READERS 8
#define METHODS 3
#define OPENERS 2
#define LISTENERS 2

struct reader {
    pthread_t thread;
    struct sockscope_table *table;
    int64_t pid; /* SOCKSCOPE_EVERY_PROCESS, or our own */
    unsigned long answers;
};

/* What a reader has seen of one answer. */
struct seen {
    unsigned times[LISTENERS];
};

static struct listener {
    int fd;
    uint16_t port;
} listeners[LISTENERS];

static atomic_bool ended;

static void give_up(const char *what)
{
    perror(what);
    exit(1);
}

static struct listener listen_anywhere(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, size) != 0 || listen(fd, 1) != 0 ||
        getsockname(fd, (struct sockaddr *)&address, &size) != 0)
        give_up("listen");
    return (struct listener){.fd = fd, .port = ntohs(address.sin_port)};
}

static int see_socket(void *context, const struct sockscope_socket *socket)
{
    struct seen *seen = context;
    if (socket->protocol != SOCKSCOPE_TCP4 || socket->status != SOCKSCOPE_LISTEN || socket->pid != getpid())
        return 0;
    for (int i = 0; i < LISTENERS; i++) {
        if (socket->local.port == listeners[i].port && socket->fd == listeners[i].fd)
            seen->times[i]++;
    }
    return 0;
}

static int see_process(void *context, const struct sockscope_process *process)
{
    (void)context;
    (void)process;
    return 0;
}

static void *read_sockets(void *context)
{
    struct reader *reader = context;
    struct sockscope_request request = {.pid = reader->pid, .protocols = 0x1F};
    while (!ended) {
        struct seen seen = {{0}};
        struct sockscope_sink sink = {.socket = see_socket, .process = see_process, .context = &seen};
        struct sockscope_answer answer;
        struct sockscope_error error;
        if (sockscope_read(reader->table, &request, &sink, &answer, &error) != SOCKSCOPE_OK) {
            fprintf(stderr, "%s: %s\n", error.call, strerror(error.code));
            exit(1);
        }
        for (int i = 0; i < LISTENERS; i++) {
            if (seen.times[i] != 1) {
                fprintf(stderr, "%s tells of a listener %u times\n", answer.method, seen.times[i]);
                exit(1);
            }
        }
        reader->answers++;
    }
    return NULL;
}

static void *open_sockets(void *context)
{
    (void)context;
    while (!ended) {
        int pair[2];
        struct listener listener = listen_anywhere();
        int udp = socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
            give_up("socketpair");
        close(listener.fd);
        close(pair[0]);
        close(pair[1]);
        if (udp >= 0) /* there may be no IPv6 */
            close(udp);
    }
    return NULL;
}

static void start(pthread_t *thread, void *(*function)(void *), void *context)
{
    if (pthread_create(thread, NULL, function, context) != 0)
        give_up("pthread_create");
}

int main(int argc, char **argv)
{
    static struct reader readers[READERS];
    pthread_t openers[OPENERS];
    /* The best that is open: BPF, where that is allowed. */
    static const char *const methods[METHODS] = {NULL, "sock_diag", "procfs"};
    struct sockscope_table *tables[METHODS];
    struct sockscope_error error;
    unsigned seconds = argc == 2 ? (unsigned)strtoul(argv[1], NULL, 10) : 0;
    if (seconds == 0) {
        fprintf(stderr, "usage: stress SECONDS\n");
        return 1;
    }
    for (int i = 0; i < LISTENERS; i++)
        listeners[i] = listen_anywhere();
    for (int i = 0; i < METHODS; i++) {
        if (sockscope_open(methods[i], &tables[i], &error) != SOCKSCOPE_OK)
            give_up(error.call);
    }
    for (int i = 0; i < OPENERS; i++)
        start(&openers[i], open_sockets, NULL);
    for (int i = 0; i < READERS; i++) {
        readers[i].table = tables[i / 2 % METHODS];
        readers[i].pid = i % 2 == 0 ? getpid() : SOCKSCOPE_EVERY_PROCESS;
        start(&readers[i].thread, read_sockets, &readers[i]);
    }
    nanosleep(&(struct timespec){.tv_sec = seconds}, NULL);
    ended = true;
    for (int i = 0; i < OPENERS; i++)
        pthread_join(openers[i], NULL);
    for (int i = 0; i < READERS; i++) {
        pthread_join(readers[i].thread, NULL);
        const char *method = methods[i / 2 % METHODS];
        printf("%s, %s: %lu answers\n", method == NULL ? "the best way" : method,
               i % 2 == 0 ? "one process" : "whole machine", readers[i].answers);
        if (readers[i].answers == 0)
            return 1;
    }
    for (int i = 0; i < METHODS; i++)
        sockscope_close(tables[i]);
    for (int i = 0; i < LISTENERS; i++)
        close(listeners[i].fd);
    return 0;
}
