// SPDX-License-Identifier: Apache-2.0
/*
 * Processes that hold sockets, to be listed. Each holds connections with itself, both ends of them: four of five over IPv4,
 * with an address of their own for either end. Prints the pid of each process, then "ready", and goes on until its standard
 * input ends.
 *
 * usage: workload [namespaces] PROCESSES TCP UDP UNIX FILES
 *        how many processes, and what each holds; with "namespaces" each lives in a network namespace of its own
 *        workload single PORT FILES
 *        one process that listens on a port of 127.0.0.1, and holds nothing else
 */
#include <arpa/inet.h>
#include <fcntl.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* What a process holds. */
struct load {
    unsigned processes;
    unsigned tcp;
    unsigned udp;
    unsigned unix_sockets;
    unsigned files;
    bool namespaces;
};

static void give_up(const char *what)
{
    perror(what);
    exit(1);
}

static void raise_limit(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        give_up("getrlimit");
    limit.rlim_cur = limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0)
        give_up("setrlimit");
}

static struct sockaddr_in address4(unsigned process, unsigned end, unsigned number, uint16_t port)
{
    uint32_t host = (127U << 24) | (process % 250 + 1) << 16 | (end << 7 | number / 250) << 8 | (number % 250 + 1);
    return (struct sockaddr_in){.sin_family = AF_INET, .sin_addr = {.s_addr = htonl(host)}, .sin_port = htons(port)};
}

/* A connection is cut when it is closed: what is measured next would have its sockets in TIME_WAIT for a minute. */
static int open_socket(int family, int type)
{
    const struct linger none = {.l_onoff = 1, .l_linger = 0};
    int fd = socket(family, type | SOCK_CLOEXEC, 0);
    if (fd < 0)
        give_up("socket");
    if (type == SOCK_STREAM && setsockopt(fd, SOL_SOCKET, SO_LINGER, &none, sizeof none) != 0)
        give_up("setsockopt(SO_LINGER)");
    return fd;
}

static int listen_on(const void *address, socklen_t size, int family)
{
    int fd = open_socket(family, SOCK_STREAM);
    if (bind(fd, address, size) != 0 || listen(fd, 128) != 0)
        give_up("listen");
    return fd;
}

static uint16_t port_of(int fd)
{
    struct sockaddr_in6 address;
    socklen_t size = sizeof address;
    if (getsockname(fd, (struct sockaddr *)&address, &size) != 0)
        give_up("getsockname");
    return ntohs(address.sin6_port); /* at the same place for IPv4 */
}

static void accept_from(int listener)
{
    if (accept4(listener, NULL, NULL, SOCK_CLOEXEC) < 0)
        give_up("accept");
}

static void connect_over_4(int listener, unsigned process, unsigned number)
{
    const int on = 1;
    struct sockaddr_in from = address4(process, 0, number, 0);
    struct sockaddr_in to = address4(process, 1, number, port_of(listener));
    int fd = open_socket(AF_INET, SOCK_STREAM);
    if (setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on) != 0 ||
        bind(fd, (struct sockaddr *)&from, sizeof from) != 0 || connect(fd, (struct sockaddr *)&to, sizeof to) != 0)
        give_up("connect over IPv4");
    accept_from(listener);
}

static void connect_over_6(int listener)
{
    struct sockaddr_in6 to = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    to.sin6_port = htons(port_of(listener));
    int fd = open_socket(AF_INET6, SOCK_STREAM);
    if (connect(fd, (struct sockaddr *)&to, sizeof to) != 0)
        give_up("connect over IPv6");
    accept_from(listener);
}

/* A listener, and connections with it. */
static void open_tcp(unsigned process, unsigned count)
{
    if (count == 0)
        return;
    const struct sockaddr_in any4 = {.sin_family = AF_INET};
    int listener4 = listen_on(&any4, sizeof any4, AF_INET);
    unsigned connections = (count - 1) / 2;
    unsigned over6 = connections / 5;
    for (unsigned i = 0; i < connections - over6; i++)
        connect_over_4(listener4, process, i);
    if (over6 == 0)
        return;
    const struct sockaddr_in6 any6 = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    int listener6 = listen_on(&any6, sizeof any6, AF_INET6);
    for (unsigned i = 0; i < over6; i++)
        connect_over_6(listener6);
    if (count % 2 == 1)
        close(listener6);
}

static void open_udp(unsigned count)
{
    const struct sockaddr_in any = {.sin_family = AF_INET};
    for (unsigned i = 0; i < count; i++) {
        if (bind(open_socket(AF_INET, SOCK_DGRAM), (const struct sockaddr *)&any, sizeof any) != 0)
            give_up("bind");
    }
}

static void open_unix(unsigned count)
{
    int pair[2];
    for (unsigned i = 0; i < count; i += 2) {
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
            give_up("socketpair");
    }
    if (count % 2 == 1)
        close(pair[1]);
}

static void open_files(unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        if (open("/dev/null", O_RDONLY | O_CLOEXEC) < 0)
            give_up("open of /dev/null");
    }
}

/* A new namespace has a loopback interface, which is down. */
static void enter_namespace(void)
{
    struct ifreq request = {.ifr_name = "lo", .ifr_flags = IFF_UP};
    if (unshare(CLONE_NEWNET) != 0)
        give_up("unshare");
    int fd = open_socket(AF_INET, SOCK_DGRAM);
    if (ioctl(fd, SIOCSIFFLAGS, &request) != 0)
        give_up("loopback interface");
    close(fd);
}

static void hold(const struct load *load, unsigned process, int ready)
{
    if (load->namespaces)
        enter_namespace();
    open_tcp(process, load->tcp);
    open_udp(load->udp);
    open_unix(load->unix_sockets);
    open_files(load->files);
    if (write(ready, "", 1) != 1)
        give_up("write");
    close(ready);
    for (;;)
        pause();
}

static pid_t start(const struct load *load, unsigned process)
{
    int ready[2];
    char byte;
    if (pipe2(ready, O_CLOEXEC) != 0)
        give_up("pipe");
    pid_t pid = fork();
    if (pid < 0)
        give_up("fork");
    if (pid == 0) {
        if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
            give_up("prctl");
        close(ready[0]);
        hold(load, process, ready[1]);
    }
    close(ready[1]);
    if (read(ready[0], &byte, 1) != 1)
        exit(1); /* it has said why */
    close(ready[0]);
    return pid;
}

static unsigned number(const char *text)
{
    char *end;
    unsigned long value = strtoul(text, &end, 10);
    if (*text == '\0' || *end != '\0' || value > UINT16_MAX) {
        fprintf(stderr, "workload: %s is no number from 0 to 65535\n", text);
        exit(2);
    }
    return (unsigned)value;
}

static void wait_for_end(void)
{
    char byte;
    puts("ready");
    if (fflush(stdout) != 0)
        give_up("write");
    while (read(STDIN_FILENO, &byte, 1) > 0)
        ;
}

static void hold_single(uint16_t port, unsigned files)
{
    const struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}, .sin_port = htons(port)};
    listen_on(&address, sizeof address, AF_INET);
    open_files(files);
    printf("%d\n", getpid());
    wait_for_end();
}

int main(int argc, char **argv)
{
    raise_limit();
    if (argc == 4 && strcmp(argv[1], "single") == 0) {
        hold_single((uint16_t)number(argv[2]), number(argv[3]));
        return 0;
    }
    struct load load = {.namespaces = argc == 7 && strcmp(argv[1], "namespaces") == 0};
    char **counts = argv + (load.namespaces ? 2 : 1);
    if (argc != 6 && !load.namespaces) {
        fputs("usage: workload [namespaces] PROCESSES TCP UDP UNIX FILES\n       workload single PORT FILES\n", stderr);
        return 2;
    }
    load.processes = number(counts[0]);
    load.tcp = number(counts[1]);
    load.udp = number(counts[2]);
    load.unix_sockets = number(counts[3]);
    load.files = number(counts[4]);
    for (unsigned i = 0; i < load.processes; i++)
        printf("%d\n", start(&load, i));
    wait_for_end();
    return 0; /* the others end with this one */
}
