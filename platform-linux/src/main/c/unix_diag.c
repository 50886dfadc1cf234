// SPDX-License-Identifier: Apache-2.0
#include "sock_diag.h"
#include "socket_numbers.h"

#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <string.h>
#include <sys/socket.h>

#ifndef UDIAG_SHOW_UID /* Linux 5.3; older kernels pass over what they don't know */
#define UDIAG_SHOW_UID 0x40
#define UNIX_DIAG_UID 7
#endif

/* What is asked for of each socket. */
#define SHOWN (UDIAG_SHOW_NAME | UDIAG_SHOW_PEER | UDIAG_SHOW_RQLEN | UDIAG_SHOW_UID)

struct attributes {
    const uint8_t *name;
    size_t name_size;
    uint32_t peer;
    uint32_t uid;
    struct unix_diag_rqlen queues;
    uint8_t present;
};

/* A path comes with the NUL that closes it; an abstract name begins with a NUL, and all of its bytes count. */
static size_t name_size(const uint8_t *name, size_t size)
{
    return size > 0 && name[0] != 0 ? strnlen((const char *)name, size) : size;
}

static void read_attribute(const struct rtattr *attribute, struct attributes *attributes)
{
    const void *data = RTA_DATA(attribute);
    size_t size = RTA_PAYLOAD(attribute);
    switch (attribute->rta_type) {
    case UNIX_DIAG_NAME:
        attributes->name = data;
        attributes->name_size = name_size(data, size);
        break;
    case UNIX_DIAG_PEER:
        if (size >= sizeof attributes->peer)
            memcpy(&attributes->peer, data, sizeof attributes->peer);
        break;
    case UNIX_DIAG_RQLEN:
        if (size >= sizeof attributes->queues) {
            memcpy(&attributes->queues, data, sizeof attributes->queues);
            attributes->present |= SOCKSCOPE_HAS_RECEIVE_QUEUE | SOCKSCOPE_HAS_SEND_QUEUE;
        }
        break;
    case UNIX_DIAG_UID:
        if (size >= sizeof attributes->uid) {
            memcpy(&attributes->uid, data, sizeof attributes->uid);
            attributes->present |= SOCKSCOPE_HAS_UID;
        }
        break;
    default:
        break;
    }
}

/* Returns false if the attributes don't fit into the message. */
static bool read_attributes(const uint8_t *at, size_t left, struct attributes *attributes)
{
    while (left > 0) {
        struct rtattr header;
        if (left < sizeof header)
            return false;
        memcpy(&header, at, sizeof header);
        if (header.rta_len < sizeof header || header.rta_len > left)
            return false;
        read_attribute((const struct rtattr *)(const void *)at, attributes);
        size_t step = RTA_ALIGN(header.rta_len);
        if (step >= left)
            break;
        at += step;
        left -= step;
    }
    return true;
}

static int add_message(void *context, const struct nlmsghdr *message)
{
    struct socket_table *table = context;
    struct unix_diag_msg diag;
    struct attributes attributes = {0};
    if (message->nlmsg_len < NLMSG_LENGTH(sizeof diag)) {
        socket_table_lose(table);
        return 0;
    }
    memcpy(&diag, NLMSG_DATA(message), sizeof diag);
    size_t fixed = NLMSG_LENGTH(NLMSG_ALIGN(sizeof diag));
    if (message->nlmsg_len > fixed &&
        !read_attributes((const uint8_t *)message + fixed, message->nlmsg_len - fixed, &attributes))
        table->intact = false;

    struct socket_entry entry = {
        .inode = diag.udiag_ino,
        .cookie = (uint64_t)diag.udiag_cookie[1] << 32 | diag.udiag_cookie[0],
        .uid = attributes.uid,
        .receive_queue = attributes.queues.udiag_rqueue,
        .send_queue = attributes.queues.udiag_wqueue,
        .peer = attributes.peer,
        .protocol = SOCKSCOPE_UNIX,
        .type = (uint8_t)socket_type(diag.udiag_type),
        .state = diag.udiag_state,
        .present = attributes.present | SOCKSCOPE_HAS_COOKIE,
    };
    if (entry.inode != 0)
        entry.present |= SOCKSCOPE_HAS_INODE;
    return socket_table_add(table, &entry, attributes.name, attributes.name_size);
}

static struct netlink_request request_for(const struct unix_diag_req *wanted)
{
    return (struct netlink_request){
        .type = SOCK_DIAG_BY_FAMILY,
        .payload = wanted,
        .payload_size = sizeof *wanted,
        .call = "sock_diag of UNIX sockets (kernel module unix_diag)",
    };
}

enum netlink_outcome unix_diag_dump(struct netlink *netlink, struct socket_table *table, struct sockscope_error *error)
{
    struct unix_diag_req wanted = {
        .sdiag_family = AF_UNIX,
        .udiag_states = UINT32_MAX,
        .udiag_show = SHOWN,
    };
    struct netlink_request request = request_for(&wanted);
    return netlink_dump(netlink, &request, add_message, table, error);
}

static bool find(struct netlink *netlink, uint64_t inode, struct socket_table *table, struct sockscope_error *error)
{
    struct unix_diag_req wanted = {
        .sdiag_family = AF_UNIX,
        .udiag_states = UINT32_MAX,
        .udiag_ino = (uint32_t)inode,
        .udiag_show = SHOWN,
        .udiag_cookie = {UINT32_MAX, UINT32_MAX}, /* INET_DIAG_NOCOOKIE */
    };
    struct netlink_request request = request_for(&wanted);
    size_t count = table->count;
    return netlink_find(netlink, &request, add_message, table, error) == NETLINK_COMPLETE && table->count > count &&
           table->entries[count].inode == inode;
}

bool unix_diag_find(struct netlink *netlink, uint64_t inode, struct socket_table *table, struct sockscope_error *error)
{
    const struct socket_table before = *table;
    if (!find(netlink, inode, table, error)) {
        socket_table_truncate(table, before.count, before.names_size);
        return false;
    }
    uint32_t peer = table->entries[before.count].peer;
    const struct socket_table found = *table;
    if (peer != 0 && !find(netlink, peer, table, error)) /* it is closed by now, or lives in another namespace */
        socket_table_truncate(table, found.count, found.names_size);
    return true;
}
