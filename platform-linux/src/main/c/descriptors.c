// SPDX-License-Identifier: Apache-2.0
#include "descriptors.h"

#include "directory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/xattr.h>
#include <unistd.h>

struct walk {
    int directory; /* /proc/PID/fd */
    descriptors_visitor *visitor;
    void *context;
};

/* Reads "socket:[INODE]". Returns false for any other link. */
static bool parse_socket_link(char *link, size_t size, uint64_t *inode)
{
    static const char prefix[] = "socket:[";
    size_t prefix_size = sizeof prefix - 1;
    int64_t number;
    if (size <= prefix_size + 1 || memcmp(link, prefix, prefix_size) != 0 || link[size - 1] != ']')
        return false;
    link[size - 1] = '\0';
    if (!parse_number(link + prefix_size, &number) || number == 0)
        return false;
    *inode = (uint64_t)number;
    return true;
}

/* Reads the link of a descriptor. Returns 0 with *inode 0 if it is no socket or closed, or an errno. */
static int read_link(int directory, const char *name, uint64_t *inode)
{
    char link[64]; /* longer ones are no sockets */
    *inode = 0;
    ssize_t size = readlinkat(directory, name, link, sizeof link);
    if (size < 0) {
        switch (errno) {
        case ENOENT:       /* closed */
        case ESRCH:        /* the process ended: the directory's next read tells */
        case EINVAL:       /* no link */
        case ENAMETOOLONG: /* a path longer than the kernel can show */
            return 0;
        default:
            return errno;
        }
    }
    if ((size_t)size < sizeof link && !parse_socket_link(link, (size_t)size, inode))
        *inode = 0;
    return 0;
}

static int visit_number(void *context, int64_t number, const char *name)
{
    const struct walk *walk = context;
    uint64_t inode;
    int failure = read_link(walk->directory, name, &inode);
    if (failure != 0 || inode == 0)
        return failure;
    return walk->visitor(walk->context, (int32_t)number, inode);
}

static int open_descriptors(const struct process *process, int *directory)
{
    *directory = openat(process->directory, "fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return *directory < 0 ? errno : 0;
}

int descriptors_walk(const struct process *process, descriptors_visitor *visitor, void *context)
{
    struct walk walk = {.visitor = visitor, .context = context};
    int failure = open_descriptors(process, &walk.directory);
    if (failure != 0)
        return failure;
    failure = directory_walk_numbers(walk.directory, visit_number, &walk);
    close(walk.directory);
    return failure;
}

/* The kernel names the protocol of every socket in this attribute of its inode (sockfs, net/socket.c). */
static int protocol_of(const char *path, enum sockscope_protocol *protocol)
{
    static const struct {
        const char *name;
        enum sockscope_protocol protocol;
    } names[] = {
        {"TCP", SOCKSCOPE_TCP4},     {"TCPv6", SOCKSCOPE_TCP6}, {"MPTCP", SOCKSCOPE_TCP4},
        {"MPTCPv6", SOCKSCOPE_TCP6}, {"UDP", SOCKSCOPE_UDP4},   {"UDPv6", SOCKSCOPE_UDP6},
    };
    char name[64];
    ssize_t size = getxattr(path, "system.sockprotoname", name, sizeof name - 1);
    if (size < 0)
        return errno == ENOMEM ? ENOMEM : ENOENT;
    name[size] = '\0';
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(name, names[i].name) == 0) {
            *protocol = names[i].protocol;
            return 0;
        }
    }
    return ENOENT;
}

int descriptors_read_protocol(const struct process *process, int32_t fd, uint64_t inode,
                              enum sockscope_protocol *protocol)
{
    int directory;
    int failure = open_descriptors(process, &directory);
    if (failure != 0)
        return failure;
    char name[16];
    char path[64];
    uint64_t now;
    snprintf(name, sizeof name, "%d", fd);
    snprintf(path, sizeof path, "/proc/self/fd/%d/%s", directory, name);
    failure = protocol_of(path, protocol);
    if (failure == 0)
        failure = read_link(directory, name, &now);
    if (failure == 0 && now != inode)
        failure = ENOENT;
    close(directory);
    return failure;
}
