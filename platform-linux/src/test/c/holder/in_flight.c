// SPDX-License-Identifier: Apache-2.0
#include "in_flight.h"

#include "answer.h"
#include "descriptors.h"
#include "held.h"
#include "sockets.h"

#include <string.h>
#include <sys/socket.h>

/* Sends a descriptor to nobody who takes it, and closes it. */
static bool send_away(int channel, int fd)
{
    char byte = 0;
    struct iovec data = {.iov_base = &byte, .iov_len = 1};
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(int))];
    } control = {.header = {.cmsg_len = CMSG_LEN(sizeof(int)), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS}};
    struct msghdr message = {
        .msg_iov = &data, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control.room};
    memcpy(CMSG_DATA(&control.header), &fd, sizeof fd);
    return (sendmsg(channel, &message, 0) == 1 || failed("sendmsg")) && close_one(fd);
}

bool open_in_flight(FILE *out, int family)
{
    int channel[2];
    int fd;
    if (!open_pair(channel)) {
        return false;
    }
    bool opened = family == AF_UNIX ? open_socket(family, SOCK_DGRAM, &fd) : open_listener(family, &fd);
    return opened && put_sockets(out, channel, 2) && put_socket_as(out, fd, -1) && send_away(channel[0], fd);
}

bool receive(FILE *out, const char *argument)
{
    int channel;
    char byte;
    struct iovec data = {.iov_base = &byte, .iov_len = 1};
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(int))];
    } control;
    struct msghdr message = {
        .msg_iov = &data, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control.room};
    int fd;
    if (!descriptor(argument, &channel)) {
        return false;
    }
    if (recvmsg(channel, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC) != 1 || CMSG_FIRSTHDR(&message) == NULL) {
        return failed("recvmsg");
    }
    memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof fd);
    return put_socket(out, fd);
}
