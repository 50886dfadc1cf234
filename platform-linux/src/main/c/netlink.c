// SPDX-License-Identifier: Apache-2.0
#include "netlink.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

/* The kernel fills messages of a dump up to 32 KiB however large the buffer; twice that has room for any. */
#define FIRST_CAPACITY ((size_t)64 * 1024)

static enum sockscope_result open_socket(struct netlink *netlink, struct sockscope_error *error)
{
    struct sockaddr_nl address = {.nl_family = AF_NETLINK};
    socklen_t size = sizeof address;
    const char *call;

    netlink->fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    if (netlink->fd < 0) {
        call = "socket AF_NETLINK";
        goto failed;
    }
    if (bind(netlink->fd, (struct sockaddr *)&address, sizeof address) != 0) {
        call = "bind AF_NETLINK";
        goto failed;
    }
    if (getsockname(netlink->fd, (struct sockaddr *)&address, &size) != 0) {
        call = "getsockname AF_NETLINK";
        goto failed;
    }
    netlink->port = address.nl_pid;
    return SOCKSCOPE_OK;

failed:
    sockscope_fail(error, SOCKSCOPE_SYSTEM_CALL_FAILED, call, errno, -1);
    if (netlink->fd >= 0)
        close(netlink->fd);
    netlink->fd = -1;
    return error->result;
}

enum sockscope_result netlink_open(struct netlink *netlink, struct sockscope_error *error)
{
    *netlink = (struct netlink){.fd = -1, .capacity = FIRST_CAPACITY};
    netlink->buffer = malloc(netlink->capacity);
    if (netlink->buffer == NULL)
        return sockscope_fail_sink(error, ENOMEM);
    if (open_socket(netlink, error) != SOCKSCOPE_OK)
        netlink_close(netlink);
    return netlink->buffer == NULL ? error->result : SOCKSCOPE_OK;
}

void netlink_close(struct netlink *netlink)
{
    if (netlink->fd >= 0)
        close(netlink->fd);
    free(netlink->buffer);
    *netlink = (struct netlink){.fd = -1};
}

static enum netlink_outcome fail(struct sockscope_error *error, const char *call, int code)
{
    sockscope_fail(error, SOCKSCOPE_SYSTEM_CALL_FAILED, call, code, -1);
    return NETLINK_FAILED;
}

static int send_request(struct netlink *netlink, const struct netlink_request *request, uint16_t flags)
{
    struct nlmsghdr header = {
        .nlmsg_len = (uint32_t)(sizeof header + request->payload_size),
        .nlmsg_type = request->type,
        .nlmsg_flags = (uint16_t)(NLM_F_REQUEST | flags),
        .nlmsg_seq = ++netlink->sequence,
        .nlmsg_pid = netlink->port,
    };
    struct sockaddr_nl kernel = {.nl_family = AF_NETLINK};
    struct iovec parts[] = {
        {.iov_base = &header, .iov_len = sizeof header},
        {.iov_base = (void *)(uintptr_t)request->payload, .iov_len = request->payload_size},
    };
    struct msghdr message = {
        .msg_name = &kernel,
        .msg_namelen = sizeof kernel,
        .msg_iov = parts,
        .msg_iovlen = sizeof parts / sizeof *parts,
    };
    ssize_t sent;
    do
        sent = sendmsg(netlink->fd, &message, 0);
    while (sent < 0 && errno == EINTR);
    if (sent < 0)
        return errno;
    return (size_t)sent == header.nlmsg_len ? 0 : EIO;
}

/*
 * Receives a datagram of the kernel; those of others are passed over. Returns 0 with its size, ENOBUFS if messages were
 * lost, or another errno.
 */
static int receive(struct netlink *netlink, size_t *size)
{
    for (;;) {
        struct sockaddr_nl sender = {0};
        struct iovec part = {.iov_base = netlink->buffer, .iov_len = netlink->capacity};
        struct msghdr message = {
            .msg_name = &sender,
            .msg_namelen = sizeof sender,
            .msg_iov = &part,
            .msg_iovlen = 1,
        };
        /* With MSG_TRUNC the result is the datagram's own length, even if the buffer is smaller. */
        ssize_t received = recvmsg(netlink->fd, &message, MSG_TRUNC);
        if (received < 0) {
            if (errno == EINTR)
                continue;
            return errno;
        }
        if (message.msg_namelen != sizeof sender || sender.nl_family != AF_NETLINK || sender.nl_pid != 0)
            continue;
        if ((size_t)received > netlink->capacity || (message.msg_flags & MSG_TRUNC) != 0) {
            size_t capacity = netlink->capacity;
            while (capacity < (size_t)received)
                capacity *= 2;
            uint8_t *buffer = realloc(netlink->buffer, capacity);
            if (buffer == NULL)
                return ENOMEM;
            netlink->buffer = buffer;
            netlink->capacity = capacity;
            return ENOBUFS;
        }
        *size = (size_t)received;
        return 0;
    }
}

/*
 * A dump that was given up goes on in the kernel, and the socket takes no other one until it is read to the end: the next
 * one gets a new socket.
 */
static void abandon(struct netlink *netlink)
{
    close(netlink->fd);
    netlink->fd = -1;
}

/* The errno that an NLMSG_ERROR or NLMSG_DONE carries, 0 for none; EBADMSG if it is too short to carry one, or it is none. */
static int carried_error(const struct nlmsghdr *message)
{
    int code;
    if (message->nlmsg_len < NLMSG_LENGTH(sizeof code))
        return message->nlmsg_type == NLMSG_DONE ? 0 : EBADMSG;
    memcpy(&code, NLMSG_DATA(message), sizeof code);
    if (code == INT_MIN)
        return EBADMSG;
    return code < 0 ? -code : 0;
}

/*
 * Visits the messages of one datagram. Returns 0 or an errno; *done tells whether the dump ended, and *from_kernel whether
 * the errno is the kernel's answer.
 */
static int visit_datagram(struct netlink *netlink, uint16_t type, size_t size, netlink_visitor *visitor, void *context,
                          bool *done, bool *interrupted, bool *from_kernel)
{
    size_t at = 0;
    while (at < size) {
        const struct nlmsghdr *message = (const struct nlmsghdr *)(const void *)(netlink->buffer + at);
        if (size - at < sizeof *message || message->nlmsg_len < sizeof *message || message->nlmsg_len > size - at)
            return EBADMSG;
        at += NLMSG_ALIGN(message->nlmsg_len);
        if (message->nlmsg_seq != netlink->sequence || message->nlmsg_pid != netlink->port)
            continue;
        if ((message->nlmsg_flags & NLM_F_DUMP_INTR) != 0)
            *interrupted = true;
        int failure = 0;
        switch (message->nlmsg_type) {
        case NLMSG_DONE:
            *done = true;
            failure = carried_error(message);
            *from_kernel = true;
            break;
        case NLMSG_ERROR:
            failure = carried_error(message);
            *from_kernel = true;
            break;
        default:
            if (message->nlmsg_type == type)
                failure = visitor(context, message);
            break;
        }
        if (failure != 0 || *done)
            return failure;
    }
    return 0;
}

enum netlink_outcome netlink_dump(struct netlink *netlink, const struct netlink_request *request,
                                  netlink_visitor *visitor, void *context, struct sockscope_error *error)
{
    bool done = false;
    bool interrupted = false;
    if (netlink->fd < 0 && open_socket(netlink, error) != SOCKSCOPE_OK)
        return NETLINK_FAILED;
    int failure = send_request(netlink, request, NLM_F_DUMP);
    if (failure != 0)
        return fail(error, "sendmsg AF_NETLINK", failure);
    while (!done) {
        size_t size = 0;
        failure = receive(netlink, &size);
        if (failure != 0)
            abandon(netlink);
        if (failure == ENOBUFS)
            return NETLINK_INTERRUPTED;
        if (failure != 0)
            return fail(error, "recvmsg AF_NETLINK", failure);
        bool from_kernel = false;
        failure = visit_datagram(netlink, request->type, size, visitor, context, &done, &interrupted, &from_kernel);
        if (failure != 0 && !from_kernel)
            abandon(netlink);
        if (failure != 0)
            return fail(error, from_kernel || failure == EBADMSG ? request->call : "malloc", failure);
    }
    return interrupted ? NETLINK_INTERRUPTED : NETLINK_COMPLETE;
}

struct answer {
    netlink_visitor *visitor;
    void *context;
    bool came;
};

static int visit_answer(void *context, const struct nlmsghdr *message)
{
    struct answer *answer = context;
    answer->came = true;
    return answer->visitor(answer->context, message);
}

enum netlink_outcome netlink_find(struct netlink *netlink, const struct netlink_request *request,
                                  netlink_visitor *visitor, void *context, struct sockscope_error *error)
{
    struct answer answer = {.visitor = visitor, .context = context};
    if (netlink->fd < 0 && open_socket(netlink, error) != SOCKSCOPE_OK)
        return NETLINK_FAILED;
    int failure = send_request(netlink, request, 0);
    if (failure != 0)
        return fail(error, "sendmsg AF_NETLINK", failure);
    while (!answer.came) {
        size_t size = 0;
        bool done = false;
        bool interrupted = false;
        bool from_kernel = false;
        failure = receive(netlink, &size);
        if (failure == 0)
            failure =
                visit_datagram(netlink, request->type, size, visit_answer, &answer, &done, &interrupted, &from_kernel);
        if (failure != 0 && !from_kernel)
            abandon(netlink);
        if (failure != 0)
            return fail(error, request->call, failure);
    }
    return NETLINK_COMPLETE;
}
