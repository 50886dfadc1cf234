// SPDX-License-Identifier: Apache-2.0
/*
 * The content of /proc/PID/fdinfo/FD: a structure, and behind it items that tell their size and type. It has a declaration
 * of its own here, for headers from before there was such a file declare another one by its name.
 */
#include "fdinfo.h"

#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#define FILE_TYPE 0xF000U
#define CHARACTER_DEVICE 0x2000U
#define SOCKET 0xC000U

/* Types of items. */
enum { PATH_NAME = 0, SOCKET_NAME = 1, PEER_SOCKET_NAME = 2, SOCKET_TYPE = 9 };

struct head {
    int32_t fd;
    uint32_t mode;
    uint64_t inode;
    uint64_t size;
    int64_t offset;
    uint32_t uid;
    uint32_t gid;
    uint32_t device_major;
    uint32_t device_minor;
    uint32_t special_major;
    uint32_t special_minor;
    int32_t file_flags;
    int32_t descriptor_flags;
    int16_t lock_type;
    int16_t filler;
    int32_t lock_pid;
    int32_t lock_system;
    int32_t peer_pid;
    int32_t reserved[25];
    char peer_name[16];
};

#define ITEMS 196 /* where they begin: right behind, also where the structure would be filled up */
_Static_assert(offsetof(struct head, peer_name) + 16 == ITEMS, "the items begin behind the name");

struct item_head {
    uint32_t size; /* with this head; 0 ends the items */
    uint32_t type;
};

struct items {
    const char *at;
    size_t left;
};

struct item {
    uint32_t type;
    const char *data;
    size_t size;
};

/* The next item; false at the end. If that is not where it should be, nothing is left. */
static bool next_item(struct items *items, struct item *item, bool *broken)
{
    struct item_head head = {0};
    if (items->left >= sizeof head)
        memcpy(&head, items->at, sizeof head);
    if (head.size == 0)
        return false;
    if (head.size < sizeof head || head.size > items->left) {
        *broken = true;
        return false;
    }
    *item = (struct item){head.type, items->at + sizeof head, head.size - sizeof head};
    items->at += head.size;
    items->left -= head.size;
    return true;
}

struct name {
    sa_family_t family; /* 0 for none */
    bool inet6;         /* and not of IPv4 in its clothes */
    uint8_t address[16];
    uint16_t port;
};

/* The kernel counts an AF_INET6 socket whose addresses are of IPv4 among those of IPv4. */
static void set_inet6_address(struct name *name, const struct in6_addr *address)
{
    static const uint8_t mapped[12] = {[10] = 0xFF, [11] = 0xFF};
    const uint8_t *bytes = (const uint8_t *)address;
    name->inet6 = memcmp(bytes, mapped, sizeof mapped) != 0;
    if (name->inet6)
        memcpy(name->address, bytes, sizeof *address);
    else
        memcpy(name->address, bytes + sizeof mapped, sizeof *address - sizeof mapped);
}

static struct name name_of(const struct item *item)
{
    struct name name = {0};
    struct sockaddr_in inet4;
    struct sockaddr_in6 inet6;
    if (item->size < offsetof(struct sockaddr, sa_family) + sizeof name.family)
        return name;
    memcpy(&name.family, item->data + offsetof(struct sockaddr, sa_family), sizeof name.family);
    if (name.family == AF_INET && item->size >= sizeof inet4) {
        memcpy(&inet4, item->data, sizeof inet4);
        memcpy(name.address, &inet4.sin_addr, sizeof inet4.sin_addr);
        name.port = ntohs(inet4.sin_port);
    } else if (name.family == AF_INET6 && item->size >= sizeof inet6) {
        memcpy(&inet6, item->data, sizeof inet6);
        set_inet6_address(&name, &inet6.sin6_addr);
        name.port = ntohs(inet6.sin6_port);
    } else {
        name.family = 0;
    }
    return name;
}

/* "/devices/pseudo/tcp@0:tcp" in the global zone, "/dev/tcp" in others. */
static bool is_tli(const struct item *path)
{
    static const char *const devices[] = {"tcp", "tcp6", "udp", "udp6"};
    size_t length = 0;
    size_t start = 0;
    while (length < path->size && path->data[length] != '\0') {
        if (path->data[length] == '/' || path->data[length] == ':')
            start = length + 1;
        length++;
    }
    for (size_t i = 0; i < sizeof devices / sizeof *devices; i++) {
        if (strlen(devices[i]) == length - start && memcmp(path->data + start, devices[i], length - start) == 0)
            return true;
    }
    return false;
}

static void set_ends(struct ends *ends, int type, const struct name *local, const struct name *remote)
{
    if (type == SOCK_STREAM)
        ends->protocol = local->inet6 ? SOCKSCOPE_TCP6 : SOCKSCOPE_TCP4;
    else
        ends->protocol = local->inet6 ? SOCKSCOPE_UDP6 : SOCKSCOPE_UDP4;
    ends->local_port = local->port;
    memcpy(ends->local, local->address, sizeof ends->local);
    if (remote->port == 0)
        return;
    ends->remote_port = remote->port;
    memcpy(ends->remote, remote->address, sizeof ends->remote);
}

enum fdinfo_meaning fdinfo_parse(const char *content, size_t size, struct descriptor *descriptor)
{
    struct head head;
    struct item item;
    struct name local = {0};
    struct name remote = {0};
    int type = -1;
    bool tli = false;
    bool broken = false;
    if (size < ITEMS)
        return FDINFO_NOT_UNDERSTOOD;
    struct items items = {content + ITEMS, size - ITEMS};
    memcpy(&head, content, ITEMS);
    if (head.fd != descriptor->fd)
        return FDINFO_NOT_UNDERSTOOD;
    while (next_item(&items, &item, &broken)) {
        if (item.type == PATH_NAME)
            tli = is_tli(&item);
        else if (item.type == SOCKET_NAME)
            local = name_of(&item);
        else if (item.type == PEER_SOCKET_NAME)
            remote = name_of(&item);
        else if (item.type == SOCKET_TYPE && item.size >= sizeof type)
            memcpy(&type, item.data, sizeof type);
    }
    if (broken)
        return FDINFO_NOT_UNDERSTOOD;
    if ((head.mode & FILE_TYPE) == CHARACTER_DEVICE && tli)
        return FDINFO_TLI;
    if ((head.mode & FILE_TYPE) != SOCKET || local.port == 0 || (type != SOCK_STREAM && type != SOCK_DGRAM))
        return FDINFO_OTHER;
    descriptor->inode = head.inode;
    set_ends(&descriptor->ends, type, &local, &remote);
    return FDINFO_INET;
}
