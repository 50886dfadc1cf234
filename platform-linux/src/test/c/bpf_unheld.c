// SPDX-License-Identifier: Apache-2.0
/*
 * Sockets that nobody holds, read by the BPF way in a network namespace that has no others: whether it finds each from the
 * first query on, also where there was none the last time, so that it had no reason to look. The exit status is 77 if that
 * way, or a namespace, can't be had.
 */
#include "sockscope.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#define SKIPPED 77

static struct sockscope_table *table;
static uint64_t netns;
static int failures;

static void give_up(const char *what)
{
    perror(what);
    exit(1);
}

static void skip(const char *what)
{
    fprintf(stderr, "skipped: %s\n", what);
    exit(SKIPPED);
}

struct seen {
    int held;
    int unheld;
};

static int see_socket(void *context, const struct sockscope_socket *socket)
{
    struct seen *seen = context;
    if (socket->netns != netns)
        return 0;
    if (socket->ownership == SOCKSCOPE_OWNER_KNOWN)
        seen->held++;
    else
        seen->unheld++;
    return 0;
}

static int see_process(void *context, const struct sockscope_process *process)
{
    (void)context;
    (void)process;
    return 0;
}

static void expect(const char *when, int held, int unheld)
{
    struct seen seen = {0};
    const struct sockscope_request request = {
        .pid = SOCKSCOPE_EVERY_PROCESS,
        .protocols = UINT32_C(1) << SOCKSCOPE_TCP4 | UINT32_C(1) << SOCKSCOPE_TCP6,
    };
    const struct sockscope_sink sink = {.socket = see_socket, .process = see_process, .context = &seen};
    struct sockscope_answer answer;
    struct sockscope_error error;
    if (sockscope_read(table, &request, &sink, &answer, &error) != SOCKSCOPE_OK)
        give_up(error.call);
    if (seen.held == held && seen.unheld == unheld)
        return;
    fprintf(stderr, "%s: %d held, %d without a holder; expected %d and %d\n", when, seen.held, seen.unheld, held,
            unheld);
    failures++;
}

static void enter_namespace(void)
{
    struct ifreq request = {.ifr_name = "lo", .ifr_flags = IFF_UP};
    struct stat status;
    if (unshare(CLONE_NEWNET) != 0)
        skip("a network namespace of its own can't be had");
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    if (fd < 0 || ioctl(fd, SIOCSIFFLAGS, &request) != 0)
        give_up("loopback interface");
    close(fd);
    if (stat("/proc/thread-self/ns/net", &status) != 0)
        give_up("stat");
    netns = status.st_ino;
}

static int listen_on(struct sockaddr_in *address)
{
    socklen_t size = sizeof *address;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    *address = (struct sockaddr_in){.sin_family = AF_INET, .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
    if (fd < 0 || bind(fd, (struct sockaddr *)address, sizeof *address) != 0 || listen(fd, 8) != 0 ||
        getsockname(fd, (struct sockaddr *)address, &size) != 0)
        give_up("listen");
    return fd;
}

static int connect_to(const struct sockaddr_in *address)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0 || connect(fd, (const struct sockaddr *)address, sizeof *address) != 0)
        give_up("connect");
    return fd;
}

/* Puts a descriptor on its way, and closes it here. */
static void send_away(int fd, const int pair[2])
{
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(sizeof fd)];
    } control = {.header = {.cmsg_len = CMSG_LEN(sizeof fd), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS}};
    struct iovec text = {.iov_base = "", .iov_len = 1};
    const struct msghdr message = {
        .msg_iov = &text,
        .msg_iovlen = 1,
        .msg_control = &control,
        .msg_controllen = sizeof control.bytes,
    };
    memcpy(CMSG_DATA(&control.header), &fd, sizeof fd);
    if (sendmsg(pair[0], &message, 0) != 1)
        give_up("sendmsg");
    close(fd);
}

int main(void)
{
    struct sockscope_error error;
    struct sockaddr_in address;
    int pair[2];
    struct seen seen = {0};
    const struct sockscope_request own = {.pid = getpid(), .protocols = 1};
    const struct sockscope_sink sink = {.socket = see_socket, .process = see_process, .context = &seen};
    struct sockscope_answer answer;
    enter_namespace();
    if (sockscope_open("bpf", &table, &error) != SOCKSCOPE_OK)
        give_up(error.call);
    if (sockscope_read(table, &own, &sink, &answer, &error) != SOCKSCOPE_OK)
        skip(error.call);

    int listener = listen_on(&address);
    expect("a listener alone", 1, 0);
    expect("the same again", 1, 0);
    int client = connect_to(&address);
    expect("a connection that is not accepted", 2, 1);
    expect("the same again", 2, 1);
    int server = accept(listener, NULL, NULL);
    if (server < 0)
        give_up("accept");
    expect("the connection, accepted", 3, 0);
    expect("the same again", 3, 0);

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0)
        give_up("socketpair");
    send_away(client, pair);
    expect("one end on its way to somebody", 2, 1);
    close(pair[0]);
    close(pair[1]); /* which closes what nobody took */
    expect("one end closed, which waits for the other", 2, 1);
    close(server);
    expect("both ends closed", 1, 1);
    close(listener);
    expect("nothing but TIME_WAIT", 0, 1);
    sockscope_close(table);
    return failures > 0;
}
