// SPDX-License-Identifier: Apache-2.0
/*
 * A process lists its own sockets while its threads open and close others under the same few numbers. Each row must be of
 * one socket: its inode, its port and its state are those of the socket that had the inode.
 */
#include "checks.h"
#include "sockscope.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#define THREADS 10
#define ROWS_ENOUGH ((size_t)1000)
#define ROWS (2 * ROWS_ENOUGH)
#define ANSWERS_AT_MOST 100000 /* without a row in most of them something is wrong */

/* What a socket was. */
struct opened {
    uint64_t inode;
    int fd;
    uint16_t local;
    uint16_t remote;
};

/* All that one thread has opened, in order. */
struct history {
    struct opened *opened;
    size_t count;
    size_t room;
};

static struct history histories[THREADS];
static struct sockscope_socket rows[ROWS];
static size_t row_count;
static atomic_bool enough;

static void give_up(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static struct sockaddr_in name_of(int fd)
{
    struct sockaddr_in name;
    socklen_t size = sizeof name;
    if (getsockname(fd, (struct sockaddr *)&name, &size) != 0)
        give_up("getsockname");
    return name;
}

static int open_socket(void)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        give_up("socket");
    return fd;
}

static void append(struct history *history, const struct opened *socket)
{
    if (history->count == history->room) {
        history->room = 2 * history->room + 1000;
        history->opened = realloc(history->opened, history->room * sizeof *history->opened);
        if (history->opened == NULL)
            give_up("realloc");
    }
    history->opened[history->count++] = *socket;
}

static void remember(struct history *mine, int fd, uint16_t remote)
{
    struct stat status;
    if (fstat(fd, &status) != 0)
        give_up("fstat");
    append(mine, &(struct opened){
                     .inode = status.st_ino,
                     .fd = fd,
                     .local = ntohs(name_of(fd).sin_port),
                     .remote = remote,
                 });
}

/* A listener and a connection to it, again and again. */
static void *open_and_close(void *context)
{
    struct history *mine = context;
    while (!enough) {
        struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
        int listener = open_socket();
        int client = open_socket();
        struct linger at_once = {.l_onoff = 1}; /* TIME_WAIT would use up the ports */
        if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 1) != 0)
            give_up("listen");
        address = name_of(listener);
        if (setsockopt(client, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once) != 0 ||
            connect(client, (struct sockaddr *)&address, sizeof address) != 0)
            give_up("connect");
        remember(mine, listener, 0);
        remember(mine, client, ntohs(address.sin_port));
        close(client);
        close(listener);
    }
    return NULL;
}

static int see_socket(void *context, const struct sockscope_socket *socket)
{
    (void)context;
    if (row_count < ROWS)
        rows[row_count++] = *socket;
    return 0;
}

static int see_process(void *context, const struct sockscope_process *process)
{
    (void)context;
    (void)process;
    return 0;
}

static int compare_inodes(const void *left, const void *right)
{
    uint64_t a = ((const struct opened *)left)->inode;
    uint64_t b = ((const struct opened *)right)->inode;
    return (a > b) - (a < b);
}

static void check_row(const struct history *all, const struct sockscope_socket *row)
{
    struct opened key = {.inode = row->inode};
    const struct opened *socket = bsearch(&key, all->opened, all->count, sizeof key, compare_inodes);
    CHECK(socket != NULL);
    if (socket == NULL)
        return;
    CHECK_EQUAL(socket->fd, row->fd);
    CHECK_EQUAL(socket->local, row->local.port);
    CHECK((row->status == SOCKSCOPE_LISTEN) == (socket->remote == 0));
    CHECK_EQUAL(socket->remote, row->remote.port);
}

static void check_rows(void)
{
    struct history all = {0};
    for (size_t i = 0; i < THREADS; i++) {
        for (size_t j = 0; j < histories[i].count; j++)
            append(&all, &histories[i].opened[j]);
        free(histories[i].opened);
    }
    qsort(all.opened, all.count, sizeof *all.opened, compare_inodes);
    for (size_t i = 0; i < row_count; i++)
        check_row(&all, &rows[i]);
    free(all.opened);
}

int main(void)
{
    pthread_t threads[THREADS];
    struct sockscope_table *table;
    struct sockscope_error error;
    struct sockscope_answer answer;
    struct sockscope_request request = {.pid = getpid(), .protocols = 1U << SOCKSCOPE_TCP4};
    struct sockscope_sink sink = {.socket = see_socket, .process = see_process};
    enum sockscope_result result = SOCKSCOPE_OK;
    unsigned answers = 0;
    if (sockscope_open("sock_diag", &table, &error) != SOCKSCOPE_OK)
        give_up(error.call);
    for (size_t i = 0; i < THREADS; i++) {
        if (pthread_create(&threads[i], NULL, open_and_close, &histories[i]) != 0)
            give_up("pthread_create");
    }
    for (; result == SOCKSCOPE_OK && row_count < ROWS_ENOUGH && answers < ANSWERS_AT_MOST; answers++)
        result = sockscope_read(table, &request, &sink, &answer, &error);
    CHECK_EQUAL(SOCKSCOPE_OK, result);
    enough = true;
    for (size_t i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    sockscope_close(table);
    check_rows();
    printf("%u answers, %zu rows\n", answers, row_count);
    CHECK(row_count >= ROWS_ENOUGH);
    return checks_result();
}
