// SPDX-License-Identifier: Apache-2.0
/*
 * The reader of sock_diag, fed with what a kernel never sends. The first byte of an input chooses the dump; the rest is
 * what the receiving calls answer, one after the other: a byte that tells what happens, two with a size, and as many of a
 * datagram. The netlink socket has port 0, so that messages with the port 0 and the number of the attempt are taken.
 * A datagram larger than the buffer has up to 4 MiB: a kernel's is bounded by the memory that it copies from, and without
 * a bound here the fuzzer only finds that it can ask for all of the machine's.
 */
#include "fuzz.h"
#include "sock_diag.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum event {
    DATAGRAM,
    FROM_A_STRANGER,
    SIGNAL,
    LOST,
    LARGER_THAN_THE_BUFFER,
    EVENTS,
};

enum { LARGEST_FACTOR = 64 };

static const uint8_t *answers;
static size_t left;

int socket(int family, int type, int protocol)
{
    (void)family;
    (void)type;
    (void)protocol;
    return dup(STDERR_FILENO);
}

int bind(int fd, const struct sockaddr *address, socklen_t size)
{
    (void)fd;
    (void)address;
    (void)size;
    return 0;
}

int getsockname(int fd, struct sockaddr *restrict address, socklen_t *restrict size)
{
    struct sockaddr_nl own = {.nl_family = AF_NETLINK};
    (void)fd;
    memcpy(address, &own, sizeof own);
    *size = sizeof own;
    return 0;
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
    (void)fd;
    (void)flags;
    return (ssize_t)(message->msg_iov[0].iov_len + message->msg_iov[1].iov_len);
}

ssize_t recvmsg(int fd, struct msghdr *message, int flags)
{
    (void)fd;
    (void)flags;
    if (left < 3) {
        errno = EIO;
        return -1;
    }
    enum event event = answers[0] % EVENTS;
    size_t wanted = (size_t)answers[1] | (size_t)answers[2] << 8;
    answers += 3;
    left -= 3;
    size_t size = wanted < left ? wanted : left;
    if (event == SIGNAL || event == LOST) {
        errno = event == SIGNAL ? EINTR : ENOBUFS;
        return -1;
    }
    struct sockaddr_nl sender = {.nl_family = AF_NETLINK, .nl_pid = event == FROM_A_STRANGER ? 99 : 0};
    memcpy(message->msg_name, &sender, sizeof sender);
    message->msg_namelen = sizeof sender;
    memcpy(message->msg_iov[0].iov_base, answers, size);
    message->msg_flags = event == LARGER_THAN_THE_BUFFER ? MSG_TRUNC : 0;
    answers += size;
    left -= size;
    return (ssize_t)(event == LARGER_THAN_THE_BUFFER ? wanted * LARGEST_FACTOR : size);
}

static void read_tables(uint32_t protocols, struct socket_table *table)
{
    struct sockscope_request request = {.pid = SOCKSCOPE_EVERY_PROCESS, .protocols = UINT32_MAX};
    struct sockscope_error error = {0};
    struct netlink netlink;
    must(netlink_open(&netlink, &error) == SOCKSCOPE_OK);
    while (left > 0) {
        size_t count = table->count;
        enum sockscope_result result = sock_diag_read(&netlink, protocols, &request, table, &error);
        if (result != SOCKSCOPE_OK) {
            must(result == error.result && error.code != 0 && error.call != NULL);
            must(table->count == count);
            break;
        }
    }
    netlink_close(&netlink);
}

static const uint32_t dumps[] = {
    UINT32_C(1) << SOCKSCOPE_TCP4, UINT32_C(1) << SOCKSCOPE_TCP6, UINT32_C(1) << SOCKSCOPE_UDP4,
    UINT32_C(1) << SOCKSCOPE_UDP6, UINT32_C(1) << SOCKSCOPE_UNIX, SOCK_DIAG_TCP,
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct socket_table table;
    if (size == 0)
        return 0;
    answers = data + 1;
    left = size - 1;
    socket_table_init(&table);
    read_tables(dumps[data[0] % (sizeof dumps / sizeof *dumps)], &table);
    must_be_sound(&table);
    socket_table_free(&table);
    return 0;
}
