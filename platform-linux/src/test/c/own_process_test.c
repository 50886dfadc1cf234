// SPDX-License-Identifier: Apache-2.0
/*
 * What a process is told of itself, which is asked of its descriptors, is what another process is told of it, which is read
 * from the tables: every member of every row. And no table of TCP is dumped for it.
 */
#include "checks.h"
#include "netlink.h"
#include "query_text.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/inet_diag.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <sched.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifndef IPPROTO_MPTCP
#define IPPROTO_MPTCP 262
#endif

#define TEXT_SIZE ((size_t)1024 * 1024)

/* How often two readings of the tables are made that may differ. */
#define ATTEMPTS 20

static unsigned tcp_dumps; /* of more than listeners */

/* The linker puts this in front of the collector's own function. */
enum netlink_outcome __real_netlink_dump(struct netlink *netlink, const struct netlink_request *request,
                                         netlink_visitor *visitor, void *context, struct sockscope_error *error);
enum netlink_outcome __wrap_netlink_dump(struct netlink *netlink, const struct netlink_request *request,
                                         netlink_visitor *visitor, void *context, struct sockscope_error *error);

enum netlink_outcome __wrap_netlink_dump(struct netlink *netlink, const struct netlink_request *request,
                                         netlink_visitor *visitor, void *context, struct sockscope_error *error)
{
    struct inet_diag_req_v2 one;
    struct inet_diag_req both;
    if (request->type == TCPDIAG_GETSOCK) {
        memcpy(&both, request->payload, sizeof both);
        tcp_dumps += both.idiag_states != 1U << TCP_LISTEN;
    } else if (request->payload_size == sizeof one) {
        memcpy(&one, request->payload, sizeof one);
        tcp_dumps += one.sdiag_protocol == IPPROTO_TCP && one.idiag_states != 1U << TCP_LISTEN;
    }
    return __real_netlink_dump(netlink, request, visitor, context, error);
}

static void give_up(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static int open_socket(int family, int type, int protocol)
{
    int fd = socket(family, type | SOCK_CLOEXEC, protocol);
    if (fd < 0)
        give_up("socket");
    return fd;
}

static socklen_t size_of(const struct sockaddr_storage *address)
{
    return address->ss_family == AF_INET ? sizeof(struct sockaddr_in) : sizeof(struct sockaddr_in6);
}

static struct sockaddr_storage address_of(int family, const char *text)
{
    struct sockaddr_storage address = {.ss_family = (sa_family_t)family};
    void *bytes = family == AF_INET ? (void *)&((struct sockaddr_in *)&address)->sin_addr
                                    : (void *)&((struct sockaddr_in6 *)&address)->sin6_addr;
    if (inet_pton(family, text, bytes) != 1)
        give_up("inet_pton");
    return address;
}

static struct sockaddr_storage name_of(int fd)
{
    struct sockaddr_storage address;
    socklen_t size = sizeof address;
    if (getsockname(fd, (struct sockaddr *)&address, &size) != 0)
        give_up("getsockname");
    return address;
}

static uint16_t *port_of(struct sockaddr_storage *address)
{
    return address->ss_family == AF_INET ? &((struct sockaddr_in *)address)->sin_port
                                         : &((struct sockaddr_in6 *)address)->sin6_port;
}

static int open_bound(int family, int type, int protocol, const char *text)
{
    struct sockaddr_storage address = address_of(family, text);
    int fd = open_socket(family, type, protocol);
    if (bind(fd, (struct sockaddr *)&address, size_of(&address)) != 0)
        give_up("bind");
    return fd;
}

static int open_listener(int family, int protocol, const char *text, int backlog)
{
    int fd = open_bound(family, SOCK_STREAM, protocol, text);
    if (listen(fd, backlog) != 0)
        give_up("listen");
    return fd;
}

/* Two listeners of one port, of which a look-up finds one. */
static void open_shared_port(void)
{
    int one = 1;
    struct sockaddr_storage address = address_of(AF_INET, "127.0.0.1");
    for (int i = 0; i < 2; i++) {
        int fd = open_socket(AF_INET, SOCK_STREAM, 0);
        if (setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &one, sizeof one) != 0 ||
            bind(fd, (struct sockaddr *)&address, size_of(&address)) != 0 || listen(fd, 5) != 0)
            give_up("SO_REUSEPORT");
        address = name_of(fd);
    }
}

/* Both ends of a connection: the second is the one that was accepted. */
struct connection {
    int ends[2];
};

static int open_client(int listener, int family, const char *text)
{
    struct sockaddr_storage name = name_of(listener);
    struct sockaddr_storage address = address_of(family, text);
    *port_of(&address) = *port_of(&name);
    int fd = open_socket(family, SOCK_STREAM, 0);
    if (connect(fd, (struct sockaddr *)&address, size_of(&address)) != 0)
        give_up("connect");
    return fd;
}

static struct connection connect_to(int listener, int family, const char *text)
{
    struct connection connection = {.ends = {open_client(listener, family, text)}};
    connection.ends[1] = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    if (connection.ends[1] < 0)
        give_up("accept");
    return connection;
}

/* Unread and unsent bytes, urgent ones, and all that closing leads through while descriptors are still open. */
static void open_connections(int listener)
{
    char bytes[4096] = {0};
    struct connection unread = connect_to(listener, AF_INET, "127.0.0.1");
    if (send(unread.ends[0], bytes, 1000, 0) != 1000)
        give_up("send");
    struct connection full = connect_to(listener, AF_INET, "127.0.0.1");
    const int small = 4096;
    if (setsockopt(full.ends[0], SOL_SOCKET, SO_RCVBUF, &small, sizeof small) != 0 ||
        setsockopt(full.ends[1], SOL_SOCKET, SO_SNDBUF, &small, sizeof small) != 0)
        give_up("setsockopt");
    while (send(full.ends[1], bytes, sizeof bytes, MSG_DONTWAIT) > 0)
        continue;
    struct connection urgent = connect_to(listener, AF_INET, "127.0.0.1");
    if (send(urgent.ends[0], bytes, 10, MSG_OOB) != 10 || send(urgent.ends[0], bytes, 5, 0) != 5)
        give_up("send of urgent data");
    struct connection half_unread = connect_to(listener, AF_INET, "127.0.0.1");
    if (send(half_unread.ends[0], bytes, 7, 0) != 7 || shutdown(half_unread.ends[0], SHUT_WR) != 0)
        give_up("shutdown");
    struct connection half_read = connect_to(listener, AF_INET, "127.0.0.1");
    if (shutdown(half_read.ends[0], SHUT_WR) != 0 || recv(half_read.ends[1], bytes, 1, 0) != 0)
        give_up("recv of the end");
    struct connection both_closed = connect_to(listener, AF_INET, "127.0.0.1");
    shutdown(both_closed.ends[0], SHUT_WR);
    shutdown(both_closed.ends[1], SHUT_WR);
    struct connection reset = connect_to(listener, AF_INET, "127.0.0.1");
    struct linger at_once = {.l_onoff = 1};
    setsockopt(reset.ends[1], SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close(reset.ends[1]);
    struct connection orphaned = connect_to(listener, AF_INET, "127.0.0.1");
    close(orphaned.ends[0]);
    if (dup(unread.ends[0]) < 0)
        give_up("dup");
}

/* A connection that a listener doesn't answer to, because it has no room left. */
static void open_connecting(void)
{
    int listener = open_listener(AF_INET, 0, "127.0.0.1", 0);
    struct sockaddr_storage address = name_of(listener);
    for (int i = 0; i < 3; i++) {
        int fd = open_socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        if (connect(fd, (struct sockaddr *)&address, size_of(&address)) != 0 && errno != EINPROGRESS)
            give_up("connect");
    }
}

static void open_inet(void)
{
    int listener = open_listener(AF_INET, 0, "127.0.0.1", 50);
    open_connections(listener);
    open_client(listener, AF_INET, "127.0.0.1");
    open_client(listener, AF_INET, "127.0.0.1");
    open_connecting();
    open_shared_port();
    int inet6 = open_listener(AF_INET6, 0, "::1", 50);
    connect_to(inet6, AF_INET6, "::1");
    open_client(inet6, AF_INET6, "::1");
    int any = open_listener(AF_INET6, 0, "::", 50);
    connect_to(any, AF_INET, "127.0.0.1");
    connect_to(any, AF_INET6, "::ffff:127.0.0.1");
    open_listener(AF_INET, 0, "0.0.0.0", 1);
    int device = open_listener(AF_INET, 0, "127.0.0.2", 1);
    if (setsockopt(device, SOL_SOCKET, SO_BINDTODEVICE, "lo", sizeof "lo") == 0)
        connect_to(device, AF_INET, "127.0.0.2");
    open_bound(AF_INET, SOCK_STREAM, 0, "127.0.0.1");
    open_bound(AF_INET6, SOCK_STREAM, 0, "::1");
    open_socket(AF_INET, SOCK_STREAM, 0);
    open_socket(AF_INET6, SOCK_STREAM, 0);
}

static void open_others(void)
{
    int pair[2];
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    int udp = open_bound(AF_INET, SOCK_DGRAM, 0, "127.0.0.1");
    struct sockaddr_storage address = name_of(udp);
    int sender = open_socket(AF_INET, SOCK_DGRAM, 0);
    if (connect(sender, (struct sockaddr *)&address, size_of(&address)) != 0 || send(sender, "unread", 6, 0) != 6)
        give_up("connect or send of UDP");
    open_bound(AF_INET6, SOCK_DGRAM, 0, "::");
    open_socket(AF_INET, SOCK_DGRAM, 0);
    open_socket(AF_NETLINK, SOCK_RAW, NETLINK_SOCK_DIAG);
    int server = open_socket(AF_UNIX, SOCK_STREAM, 0);
    snprintf(name.sun_path + 1, sizeof name.sun_path - 1, "sockscope-own-%d", (int)getpid());
    if (bind(server, (struct sockaddr *)&name, sizeof name) != 0 || listen(server, 1) != 0)
        give_up("bind of UNIX");
    int client = open_socket(AF_UNIX, SOCK_STREAM, 0);
    if (connect(client, (struct sockaddr *)&name, sizeof name) != 0 ||
        socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, pair) != 0 || send(pair[0], "unread", 6, 0) != 6)
        give_up("UNIX");
    if (accept4(server, NULL, NULL, SOCK_CLOEXEC) < 0)
        give_up("accept of UNIX");
}

static int compare_lines(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/* The lines in an order of their own. */
static void sort_lines(char *text)
{
    size_t count = 0;
    char **lines = calloc(TEXT_SIZE / 16, sizeof *lines);
    char *copy = strdup(text);
    if (lines == NULL || copy == NULL)
        give_up("malloc");
    for (char *line = strtok(copy, "\n"); line != NULL && count < TEXT_SIZE / 16; line = strtok(NULL, "\n"))
        lines[count++] = line;
    qsort(lines, count, sizeof *lines, compare_lines);
    char *at = text;
    for (size_t i = 0; i < count; i++)
        at += sprintf(at, "%s\n", lines[i]);
    free(lines);
    free(copy);
}

static void read_back(FILE *file, char *text)
{
    rewind(file);
    text[fread(text, 1, TEXT_SIZE - 1, file)] = '\0';
    fclose(file);
    sort_lines(text);
}

static FILE *open_file(void)
{
    FILE *file = tmpfile();
    if (file == NULL)
        give_up("tmpfile");
    return file;
}

static void ask_myself(const struct query_options *options, char *text)
{
    FILE *file = open_file();
    query_print(file, options);
    read_back(file, text);
}

/* For another process than itself a query without BPF reads the tables. */
static void have_asked(const struct query_options *options, char *text)
{
    FILE *file = open_file();
    int status;
    pid_t child = fork();
    if (child == 0) {
        query_print(file, options);
        fflush(file);
        _exit(0);
    }
    if (child < 0 || waitpid(child, &status, 0) != child || status != 0)
        give_up("fork");
    read_back(file, text);
}

static const char *const queries[][4] = {
    {"everything", NULL, NULL, NULL},     {"with the unbound", "unbound", NULL, NULL},
    {"IPv4 TCP", "tables=1", NULL, NULL}, {"IPv6", "tables=0xA", NULL, NULL},
    {"UDP", "tables=0xC", NULL, NULL},    {"UNIX", "tables=0x10", NULL, NULL},
};

#define QUERY_COUNT (sizeof queries / sizeof *queries)

static struct query_options options_of(const char *const *query, const char *method)
{
    struct query_options options = QUERY_OPTIONS;
    options.method = method;
    options.request.pid = getpid();
    for (size_t i = 1; i < 4 && query[i] != NULL; i++)
        CHECK(query_add_option(&options, query[i]));
    return options;
}

/* The method that borrows gives its own name. */
static void rename_method(char *text)
{
    char *name = strstr(text, "pidfd_getfd intact");
    if (name == NULL)
        return;
    memmove(name + strlen("sock_diag"), name + strlen("pidfd_getfd"), strlen(name + strlen("pidfd_getfd")) + 1);
    memcpy(name, "sock_diag", strlen("sock_diag"));
    sort_lines(text);
}

static void check_same(const char *const *query)
{
    static char own[TEXT_SIZE];
    static char others[TEXT_SIZE];
    static char later[TEXT_SIZE];
    static char borrowed[TEXT_SIZE];
    struct query_options options = options_of(query, "sock_diag");
    struct query_options borrowing = options_of(query, "pidfd_getfd");
    /* What was sent may still be on its way. */
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        have_asked(&options, others);
        ask_myself(&options, own);
        have_asked(&borrowing, borrowed);
        have_asked(&options, later);
        if (strcmp(others, later) == 0)
            break;
    }
    rename_method(borrowed);
    CHECK_TEXT(query[0], others, own);
    CHECK_TEXT(query[0], others, borrowed);
    CHECK(strstr(own, "sock_diag intact") != NULL);
    CHECK(strstr(own, "inode=") != NULL);
}

static void *open_elsewhere(void *context)
{
    bool *opened = context;
    if (unshare(CLONE_NEWNET) != 0)
        return NULL;
    open_listener(AF_INET, 0, "0.0.0.0", 1);
    open_bound(AF_INET, SOCK_DGRAM, 0, "0.0.0.0");
    *opened = true;
    return NULL;
}

/* Sockets of a namespace that the thread which asks doesn't live in. */
static bool open_in_namespace(void)
{
    pthread_t thread;
    bool opened = false;
    if (pthread_create(&thread, NULL, open_elsewhere, &opened) != 0)
        give_up("pthread_create");
    if (pthread_join(thread, NULL) != 0)
        give_up("pthread_join");
    return opened;
}

static bool open_mptcp(void)
{
    int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, IPPROTO_MPTCP);
    if (probe < 0)
        return false;
    close(probe);
    connect_to(open_listener(AF_INET, IPPROTO_MPTCP, "127.0.0.1", 1), AF_INET, "127.0.0.1");
    return true;
}

/* A thread whose table of descriptors has others of the same numbers, until it has waited twice. */
static void *open_in_own_table(void *context)
{
    pthread_barrier_t *together = context;
    if (unshare(CLONE_FILES) != 0)
        give_up("unshare of CLONE_FILES");
    for (int fd = 3; fd < 20; fd++)
        close(fd);
    int listener = open_listener(AF_INET, 0, "127.0.0.1", 5);
    connect_to(listener, AF_INET, "127.0.0.1");
    open_bound(AF_INET, SOCK_DGRAM, 0, "127.0.0.1");
    open_socket(AF_INET, SOCK_STREAM, 0);
    pthread_barrier_wait(together);
    pthread_barrier_wait(together);
    return NULL;
}

static void check_all(void)
{
    for (size_t i = 0; i < QUERY_COUNT; i++)
        check_same(queries[i]);
}

static void check_beside_own_table(void)
{
    pthread_barrier_t together;
    pthread_t thread;
    if (pthread_barrier_init(&together, NULL, 2) != 0)
        give_up("pthread_barrier_init");
    if (pthread_create(&thread, NULL, open_in_own_table, &together) != 0)
        give_up("pthread_create");
    pthread_barrier_wait(&together);
    check_all();
    pthread_barrier_wait(&together);
    if (pthread_join(thread, NULL) != 0 || pthread_barrier_destroy(&together) != 0)
        give_up("pthread_join");
}

static void check_ports_and_statuses(int listener)
{
    char local[32];
    struct sockaddr_storage name = name_of(listener);
    snprintf(local, sizeof local, "local=%u", ntohs(*port_of(&name)));
    check_same((const char *const[4]){"one port", local, "tables=3"});
    check_same((const char *const[4]){"one port, with the unbound", local, "tables=1"});
}

static void check_without_dumps(void)
{
    static char text[TEXT_SIZE];
    struct query_options options = options_of(queries[0], "sock_diag");
    tcp_dumps = 0;
    ask_myself(&options, text);
    CHECK_EQUAL(0, tcp_dumps);
}

int main(void)
{
    open_inet();
    open_others();
    int listener = open_listener(AF_INET, 0, "127.0.0.1", 3);
    open_client(listener, AF_INET, "127.0.0.1");
    nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL); /* what is sent arrives, and is answered */
    check_all();
    check_ports_and_statuses(listener);
    check_without_dumps();
    if (open_mptcp())
        check_all();
    else
        printf("no MPTCP: not checked\n");
    if (open_in_namespace())
        check_all();
    else
        printf("no network namespace may be made: not checked\n");
    check_beside_own_table();
    return checks_result();
}
